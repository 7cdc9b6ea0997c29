package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.decision.Policy;
import dev.lastgood.workflows.model.Alert;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether an alert has begun since users were let in again. The watch looks here: by {@code getVersion}, as released histories
 * hold such alerts with nothing done about them.
 */
final class Relapse {
    private @Nullable Instant opened;
    private @Nullable Alert alert;

    void opened(Instant at) {
        opened = at;
    }

    /**
     * Takes an alert that this rollback has not known.
     *
     * @return whether it is a relapse. One that keeping users out causes is none until such alerts have had the time to end.
     */
    boolean by(Alert heard, Policy policy) {
        if (opened == null || !heard.firing()) {
            return false;
        }
        Instant from = policy.causedByContainment(heard)
                ? opened.plus(policy.alertFor())
                : opened.minus(policy.clockAllowance());
        if (heard.startsAt().isBefore(from)) {
            return false;
        }
        alert = heard;
        return true;
    }

    /** An alert that resolved by itself is none any more. */
    void resolved(Alert heard) {
        if (alert != null
                && alert.fingerprint().equals(heard.fingerprint())
                && alert.startsAt().equals(heard.startsAt())) {
            alert = null;
        }
    }

    /** The alert that began since, and fires; null while there is none. */
    @Nullable
    Alert alert() {
        return alert;
    }

    /** As {@link #alert}, and it counts once. */
    @Nullable
    Alert take() {
        Alert taken = alert;
        alert = null;
        return taken;
    }
}
