package dev.lastgood.activities.alerting;

import dev.lastgood.activities.Adapters;
import dev.lastgood.workflows.activities.AlertingActivities;
import java.util.List;

/** Hands each silence to the alerting system of its type. */
public final class AlertingActivitiesImpl implements AlertingActivities {
    private final Adapters<Alerting> adapters;

    public AlertingActivitiesImpl(List<Alerting> adapters) {
        this.adapters = new Adapters<>("alerting", adapters);
    }

    @Override
    public Silenced silence(Silence silence) {
        return adapters.of(silence.alerting().type()).silence(silence);
    }

    @Override
    public Lifted lift(Lift lift) {
        return adapters.of(lift.alerting().type()).lift(lift);
    }
}
