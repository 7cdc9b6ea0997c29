package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.activities.AlertingActivities;
import dev.lastgood.workflows.model.Target;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a service's alerts silent while it is contained: they would only tell of the cure. Beside everything else; nothing
 * waits for it but the end. It lasts for an hour at a time, so that it ends by itself should all of this die.
 */
final class Silences {
    private static final Duration LASTS = Duration.ofHours(1);
    private static final Duration RENEWED = Duration.ofMinutes(40);

    private final Incident incident;
    private final @Nullable Target alerting;
    private Promise<Void> kept = Workflow.newPromise((Void) null);
    private boolean wanted;

    Silences(Incident incident) {
        this.incident = incident;
        this.alerting = incident.service().alerting();
    }

    /** As soon as something is done that alerts would tell of. */
    void begin() {
        Target where = alerting;
        if (where == null || wanted) {
            return;
        }
        wanted = true;
        Workflow.newDetachedCancellationScope(() -> kept = Async.procedure(this::keep, where))
                .run();
    }

    /** Users are in again, or it ends: what fires now is news. Returns when the silence is lifted, or was given up. */
    void end() {
        Target where = alerting;
        if (where == null || !wanted) {
            return;
        }
        wanted = false;
        Workflow.newDetachedCancellationScope(() -> {
                    kept.get();
                    lift(where);
                })
                .run();
    }

    private void keep(Target where) {
        boolean told = false;
        while (wanted) {
            Instant until = Board.now().plus(LASTS);
            try {
                var silenced = port("Silence the alerts of "
                                + incident.service().ref())
                        .silence(new AlertingActivities.Silence(incident.ref(), where, until));
                if (!told) {
                    incident.board().say(silenced.detail());
                }
                told = true;
            } catch (TemporalFailure failure) {
                incident.board().say("The service's alerts are not silenced: " + Failures.reason(failure));
            }
            Timers.await(RENEWED, "The silence is prolonged", () -> !wanted);
        }
    }

    private void lift(Target where) {
        try {
            incident.board()
                    .say(port("Lift the silence")
                            .lift(new AlertingActivities.Lift(incident.ref(), where))
                            .detail());
        } catch (TemporalFailure failure) {
            incident.undos()
                    .keep("perhaps a silence for its alerts is in " + where.name() + ", until "
                            + Words.minute(Board.now().plus(LASTS)) + " at the latest");
            incident.board().say("The silence could not be lifted: " + Failures.reason(failure));
        }
    }

    /** Soft: the rollback's end waits for it. */
    private AlertingActivities port(String summary) {
        return incident.ports().soft(AlertingActivities.class, summary);
    }
}
