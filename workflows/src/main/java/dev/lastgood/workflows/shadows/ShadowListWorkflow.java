package dev.lastgood.workflows.shadows;

import dev.lastgood.workflows.activities.ShadowActivities;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.support.Ports;

/** {@inheritDoc} */
public final class ShadowListWorkflow implements ShadowList {
    @Override
    public ShadowActivities.Listed list(ShadowOrder order) {
        var looking = new RollbackRef(order.service().ref(), "00000000");
        return new Ports(order.service().taskQueue())
                .quick(ShadowActivities.class, "Look at what stands ready")
                .list(new ShadowActivities.Query(looking, order.database()));
    }
}
