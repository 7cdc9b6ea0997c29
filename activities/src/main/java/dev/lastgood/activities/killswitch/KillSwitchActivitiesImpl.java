package dev.lastgood.activities.killswitch;

import dev.lastgood.activities.Adapters;
import dev.lastgood.workflows.activities.KillSwitchActivities;
import java.util.List;

/** Hands each kill switch to the adapter of its type. */
public final class KillSwitchActivitiesImpl implements KillSwitchActivities {
    private final Adapters<KillSwitch> adapters;

    public KillSwitchActivitiesImpl(List<KillSwitch> adapters) {
        this.adapters = new Adapters<>("kill switch", adapters);
    }

    @Override
    public Turned turn(Turn turn) {
        return adapters.of(turn.killSwitch().type()).turn(turn);
    }
}
