package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.rollback.Rollback.Cancel;
import io.temporal.failure.ApplicationFailure;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What reaches a running rollback from outside, other than answers: recorded, and never the cause of a second one. */
final class Mailbox {
    private final RollbackRequest request;
    private final Incident incident;
    private final Set<String> known = new HashSet<>();
    private @Nullable Cancel cancel;
    private boolean resolved;

    Mailbox(RollbackRequest request, Incident incident) {
        this.request = request;
        this.incident = incident;
        Alert own = request.cause().alert();
        if (own != null) {
            known.add(event(own));
        }
    }

    /** Repeats of an event are no news; that it resolved is, but reopens nothing: containment itself silences alerts. */
    void alert(Alert alert) {
        Alert own = request.cause().alert();
        if (own != null && own.fingerprint().equals(alert.fingerprint())) {
            resolved = !alert.firing();
        }
        if (known.add(event(alert))) {
            incident.board()
                    .heard(
                            null,
                            alert.firing()
                                    ? "Another alert joins: " + alert.summary()
                                    : "The alert resolved: " + alert.summary()
                                            + ". Recorded only; nothing is reopened by it.");
        }
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

    private static String event(Alert alert) {
        return alert.fingerprint() + "@" + alert.startsAt() + (alert.firing() ? "" : " resolved");
    }
}
