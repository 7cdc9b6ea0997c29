package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.activities.CheckActivities;
import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.CheckResult.Asked;
import dev.lastgood.workflows.plan.StepId;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the checks say before anything is changed, so that what failed before and what fails only now are told apart. Asked once,
 * beside everything else; nothing waits for it.
 */
final class Baseline {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Incident incident;
    private final Map<Check, CheckResult> found = new LinkedHashMap<>();
    private int open;
    private int late;

    Baseline(Incident incident) {
        this.incident = incident;
    }

    void begin() {
        List<Check> checks = Stream.concat(
                        incident.service().checks().stream(), incident.service().watch().checks().stream())
                .distinct()
                .toList();
        if (checks.isEmpty()
                || Workflow.getVersion("checks-before-the-rollback", Workflow.DEFAULT_VERSION, 1)
                        == Workflow.DEFAULT_VERSION) {
            return;
        }
        open = checks.size();
        checks.forEach(check -> Async.procedure(this::ask, check));
    }

    /** Null where it was not asked, did not answer in time, or not before users were out. */
    @Nullable
    CheckResult of(Check check) {
        return found.get(check);
    }

    private void ask(Check check) {
        try {
            CheckResult result = incident.ports()
                    .glance(CheckActivities.class, "Before the rollback: " + check.name(), LIMIT)
                    .run(new CheckActivities.Run(incident.ref(), check))
                    .as(check.road(), Asked.BEFORE_THE_ROLLBACK, null);
            // A pass is one whenever it came; a failure can be the containment's own doing.
            if (result.passed() || !contained()) {
                found.put(check, result);
            } else {
                late++;
            }
        } catch (TemporalFailure notAsked) {
            late++;
        }
        open--;
        if (open == 0) {
            tell();
        }
    }

    private boolean contained() {
        return incident.steps().stands(StepId.KILL_SWITCH_ON)
                || incident.board().state(StepId.STOP) != RollbackStatus.State.PENDING;
    }

    private void tell() {
        String results = found.values().stream()
                .map(it -> it.name() + " " + Words.of(it.verdict()) + (it.passed() ? "" : " (" + it.brief() + ")"))
                .collect(Collectors.joining(", "));
        String unsaid =
                late == 0 ? "" : Words.count(late, "check") + " did not answer before the service was contained";
        incident.board()
                .say("The checks before the rollback: "
                        + Stream.of(results, unsaid).filter(it -> !it.isEmpty()).collect(Collectors.joining("; ")));
    }
}
