package dev.lastgood.workflows.noted;

import dev.lastgood.workflows.activities.DecisionActivities;
import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.support.Failures;
import dev.lastgood.workflows.support.Hash;
import dev.lastgood.workflows.support.Ports;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@inheritDoc} */
public final class NoteDecisionWorkflow implements NoteDecision {
    private static final Duration QUIET = Duration.ofHours(1);
    private static final Duration AGAIN = Duration.ofMinutes(5);
    private static final int TRIES = 100;

    @Override
    public String note(Noted noted) {
        if (noted.tell() && !noted.channels().isEmpty()) {
            tell(noted);
        }
        var entry = new DecisionActivities.Entry(
                noted.alert(), noted.service(), noted.decision(), noted.rollback(), noted.outcome(), noted.by());
        // Nothing else waits for it, so a history that is down for hours loses nothing.
        for (int i = 0; i < TRIES; i++) {
            try {
                return new Ports(null)
                        .quick(DecisionActivities.class, "Put the decision on record")
                        .record(entry)
                        .id();
            } catch (TemporalFailure failure) {
                Failures.rethrowCancellation(failure);
                Workflow.sleep(AGAIN);
            }
        }
        return "not recorded";
    }

    /** Alerts come in storms: the like is told once an hour. */
    private static void tell(Noted noted) {
        var order = new TellOnce.Order(noted.channels(), notice(noted), QUIET);
        TellOnce once = Workflow.newChildWorkflowStub(
                TellOnce.class, Ports.outliving(id(noted), order.notice().headline()));
        Async.function(once::tell, order);
        try {
            Workflow.getWorkflowExecution(once).get();
        } catch (TemporalFailure toldLately) {
            Failures.rethrowCancellation(toldLately);
        }
    }

    private static String id(Noted noted) {
        String like = noted.service() + " " + noted.decision().verdict() + " " + name(noted);
        return "told-" + Hash.of(like);
    }

    private static Notice notice(Noted noted) {
        ServiceRef service = noted.service();
        String key = RollbackRef.keyOf(Workflow.getInfo().getFirstExecutionRunId());
        var ref = new RollbackRef(service == null ? new ServiceRef("all", "unrouted") : service, key);
        return new Notice(
                Notice.Kind.DECISION,
                ref,
                headline(noted),
                Map.of("reason", noted.alert().summary()),
                lines(noted));
    }

    private static String headline(Noted noted) {
        if (noted.service() == null) {
            return "No service of the catalog takes the alert " + name(noted);
        }
        return switch (noted.decision().verdict()) {
            case HELD ->
                noted.service() + " is not rolled back by itself: "
                        + noted.decision().words();
            case FIX_FORWARD -> noted.service() + " is to be fixed forward; nothing is rolled back";
            default -> noted.service() + ": nothing is done about " + name(noted);
        };
    }

    private static List<String> lines(Noted noted) {
        List<String> lines = new ArrayList<>();
        lines.add("The alert: " + noted.alert().summary());
        noted.decision().reasons().forEach(reason -> lines.add("Why: " + reason));
        if (noted.service() == null) {
            lines.add("Its labels: " + new TreeMap<>(noted.alert().labels()));
            lines.add(
                    "To have it roll a service back, name its labels in the catalog. The like is told again in an hour.");
        } else if (noted.decision().verdict() == Verdict.HELD
                || noted.decision().verdict() == Verdict.FIX_FORWARD) {
            lines.add("To roll it back all the same: lastgood start "
                    + noted.service().service() + " --environment "
                    + noted.service().environment() + " --by YOU --reason WHY");
        }
        return lines;
    }

    private static String name(Noted noted) {
        return noted.alert().labels().getOrDefault("alertname", noted.alert().fingerprint());
    }
}
