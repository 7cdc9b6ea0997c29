package dev.lastgood.workflows.activities;

import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Target;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;

/** Silences a service's alerts where they come from, for as long as its rollback causes some by itself. */
@ActivityInterface
public interface AlertingActivities {

    /** Silences, or lets this rollback's silence last longer. Looks for it first; doing it twice makes one. */
    @ActivityMethod(name = "SilenceAlerts")
    Silenced silence(Silence silence);

    /** Ends this rollback's silences. Does nothing where there is none any more. */
    @ActivityMethod(name = "LiftSilence")
    Lifted lift(Lift lift);

    /** @param until when it ends by itself, should nobody be left to lift it */
    record Silence(RollbackRef rollback, Target alerting, Instant until) {}

    /** @param id as the alerting system names it */
    record Silenced(String id, Instant until, String detail) {}

    record Lift(RollbackRef rollback, Target alerting) {}

    record Lifted(String detail) {}
}
