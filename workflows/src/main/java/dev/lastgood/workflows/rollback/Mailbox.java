package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.decision.Policy;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.plan.Planner;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.rollback.Rollback.Cancel;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What reaches a running rollback from outside, other than answers: recorded, and never the cause of a second one. */
final class Mailbox {
    /** The change since which an alert that resolved in time means something. */
    private static final String ON_RESOLVED = "on-resolved";

    private RollbackRequest request;
    private final Incident incident;
    private final Policy policy;
    private final Set<String> known = new HashSet<>();
    private final Set<String> firing = new HashSet<>();
    private boolean moreIsPlanned;
    private boolean takesNoMore;
    private boolean asksWhetherToGoOn;
    private @Nullable Cancel cancel;
    private boolean resolved;

    Mailbox(RollbackRequest request, Incident incident) {
        this.request = request;
        this.incident = incident;
        this.policy = request.service().policy();
        Alert own = request.cause().alert();
        if (own != null) {
            known.add(own.event());
            firing.add(own.event());
        }
    }

    /**
     * Repeats of an event are no news.
     *
     * @return whether the rollback ends by it
     */
    boolean alert(Alert alert) {
        Alert own = request.cause().alert();
        if (own != null && own.fingerprint().equals(alert.fingerprint())) {
            resolved = !alert.firing();
        }
        if (!known.add(alert.event() + (alert.firing() ? "" : " resolved"))) {
            return false;
        }
        Cancel before = cancel;
        if (alert.firing()) {
            incident.board().heard(null, fires(alert));
        } else {
            incident.board().heard(null, "The alert resolved: " + alert.summary() + ". " + resolved(alert));
        }
        return cancel != before;
    }

    private String fires(Alert alert) {
        if (incident.undos().contained() && policy.causedByContainment(alert)) {
            return "An alert that keeping users out causes by itself joins without effect: " + alert.summary();
        }
        firing.add(alert.event());
        asksWhetherToGoOn = false;
        return incident.relapse().by(alert, policy)
                ? "An alert fires since the service was opened again: " + alert.summary()
                : "Another alert joins: " + alert.summary();
    }

    /** From the first containment step on it reopens nothing: containment itself silences alerts. */
    private String resolved(Alert alert) {
        firing.remove(alert.event());
        incident.relapse().resolved(alert);
        boolean decides = request.cause().alert() != null && !incident.undos().changesSomething();
        if (!decides
                || cancel != null
                || Workflow.getVersion(ON_RESOLVED, Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
            return "Recorded only; nothing is reopened by it.";
        }
        if (!firing.isEmpty()) {
            return "Others still fire: it goes on.";
        }
        return switch (policy.onResolved()) {
            case GO_ON -> "It goes on, as the catalog says (on-resolved: go-on).";
            case ASK -> {
                asksWhetherToGoOn = true;
                yield "Nothing was changed yet: a person is asked before it goes on.";
            }
            case STOP -> {
                cancel =
                        new Cancel("the catalog (on-resolved: stop)", "the alert resolved before anything was changed");
                yield "Nothing was changed yet: it stops here.";
            }
        };
    }

    /** Whether all alerts have resolved before anything was changed, and a person is to say what that means. Once. */
    boolean takeWhetherToGoOn() {
        boolean asks = asksWhetherToGoOn;
        asksWhetherToGoOn = false;
        return asks;
    }

    void requested(RollbackRequest other) {
        if (other.id().equals(request.id())) {
            return;
        }
        String same = other.sameAs(request)
                ? "joins, asking for the same"
                : "asked for something else and was told what runs";
        incident.board()
                .heard(
                        other.cause().by(),
                        "A request " + same + ": " + other.cause().reason());
    }

    /** Plans what a wider request asks for besides. Refused from the first change on, and where it is not simply more. */
    String widen(RollbackRequest wider) {
        Board board = incident.board();
        String why = takesNoMore || incident.undos().changesSomething()
                ? "the rollback is in phase " + board.phase().words() + " and takes on no more"
                : wider.widens(request) ? null : "it asks for something else than more of the same";
        if (why != null) {
            board.heard(wider.cause().by(), "A wider plan was refused: " + why);
            throw Failures.permanent(FailureType.ANSWER_REFUSED, why);
        }
        request = request.with(wider.options());
        board.plan(Planner.plan(request));
        Workflow.upsertMemo(Map.of(RollbackRequest.OPTIONS_IN_MEMO, RollbackRequest.inMemo(request.options())));
        moreIsPlanned = true;
        String text = "The plan is wider now: "
                + board.plan().steps().stream().map(it -> it.step().title()).collect(Collectors.joining(", "));
        board.heard(wider.cause().by(), text);
        return text;
    }

    /** Whether the plan has become wider since it was last looked at; once not, it stays as it is. */
    boolean takeMore() {
        boolean more = moreIsPlanned;
        moreIsPlanned = false;
        takesNoMore = !more;
        return more;
    }

    void approveRestore(@Nullable String person) {
        try {
            incident.desk().take(new Answer(null, null, person == null ? "" : person, null), Choice.APPROVE, false);
        } catch (ApplicationFailure refused) {
            // A signal has no answer; why it was refused stands in the timeline.
        }
    }

    void cancelledBy(Cancel who) {
        cancel = who;
        incident.board().say(null, who.person(), "Cancelled: " + who.reason());
    }

    /** Whether the alert that started it is over. Counts only before anything was touched. */
    boolean resolved() {
        return resolved;
    }

    @Nullable
    Cancel cancelledBy() {
        return cancel;
    }
}
