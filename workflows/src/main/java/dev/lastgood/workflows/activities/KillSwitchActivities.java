package dev.lastgood.workflows.activities;

import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Target;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Keeps users out while a service is taken back. */
@ActivityInterface
public interface KillSwitchActivities {

    /** Sets the kill switch, and reads it back where the target says how. Doing it twice does no harm. */
    @ActivityMethod(name = "TurnKillSwitch")
    Turned turn(Turn turn);

    /** @param reason what users or colleagues read; the alert's own words never stand in it */
    record Turn(RollbackRef rollback, Target killSwitch, boolean active, String reason) {}

    /** @param verified whether it was read back as it should be */
    record Turned(boolean active, boolean verified, String detail) {}
}
