package dev.lastgood.workflows.triage;

import dev.lastgood.workflows.decision.Action;
import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.rollback.Rollback.Cancel;
import dev.lastgood.workflows.rollback.Timers;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What reaches a running triage from outside: recorded, and waited for. Answers are taken by the matter.desk(). */
final class TriageMailbox {
    private final Matter matter;
    private @Nullable Cancel cancel;
    private @Nullable Alert worse;
    private @Nullable Alert late;
    private boolean escalated;
    private boolean resolved;

    /** What ends a wait. */
    enum News {
        /** A person's: to the question, or a cancellation. */
        ANSWER,
        /** Another alert calls for a rollback at once. */
        WORSE,
        RESOLVED,
        TIME
    }

    TriageMailbox(Matter matter) {
        this.matter = matter;
    }

    void alert(Alert alert) {
        if (!matter.heard().take(alert)) {
            return;
        }
        if (!alert.firing()) {
            resolved = !matter.heard().firing();
            matter.board()
                    .heard(null, "The alert resolved: " + alert.summary() + (resolved ? "" : "; another still fires"));
            return;
        }
        resolved = false;
        matter.board().heard(null, "Another alert joins: " + alert.summary());
        if (matter.board().isEnded()) {
            late = alert;
        } else if (!escalated
                && matter.rule().action() != Action.AT_ONCE
                && matter.judged(alert).verdict() == Verdict.START) {
            escalated = true;
            worse = alert;
        }
    }

    void cancelledBy(Cancel who) {
        cancel = who;
        matter.board().say(who.person(), "Cancelled: " + who.reason());
    }

    @Nullable
    Cancel cancelledBy() {
        return cancel;
    }

    /** The alert that calls for more than was decided, once. */
    @Nullable
    Alert takeWorse() {
        Alert taken = worse;
        worse = null;
        return taken;
    }

    /** One that came when all was decided. */
    @Nullable
    Alert late() {
        return late;
    }

    /** Waits for news until the question's deadline, which may move meanwhile. */
    News await() {
        return await(null);
    }

    /** As {@link #await()}, at most until then. */
    News await(@Nullable Instant wake) {
        while (true) {
            Instant deadline = matter.desk().deadline();
            Instant end = wake == null || deadline.isBefore(wake) ? deadline : wake;
            Duration left = Duration.between(TriageBoard.now(), end);
            if (!left.isNegative() && !left.isZero()) {
                Timers.await(
                        left,
                        "Waiting for people, or the alert",
                        () -> happened() || !matter.desk().deadline().equals(deadline));
            }
            if (cancel != null || matter.desk().given() != null) {
                return News.ANSWER;
            }
            if (worse != null) {
                return News.WORSE;
            }
            if (resolved) {
                resolved = false;
                return News.RESOLVED;
            }
            if (matter.desk().deadline().equals(deadline)) {
                return News.TIME;
            }
        }
    }

    /** Whether there are news that nobody has taken yet. */
    boolean happened() {
        return cancel != null || matter.desk().given() != null || worse != null || resolved;
    }
}
