package dev.lastgood.activities.killswitch;

import dev.lastgood.activities.Adapter;
import dev.lastgood.workflows.activities.KillSwitchActivities;
import dev.lastgood.workflows.model.Target;
import org.jspecify.annotations.Nullable;

/** The port, for kill switches of one type. */
public interface KillSwitch extends KillSwitchActivities, Adapter {

    /** Reads it back and changes nothing, for a plan; null where it can't be read. */
    default @Nullable Boolean isOn(Target killSwitch) {
        return null;
    }
}
