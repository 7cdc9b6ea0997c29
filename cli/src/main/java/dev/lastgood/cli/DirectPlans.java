package dev.lastgood.cli;

import dev.lastgood.catalog.freezes.Freezes;
import dev.lastgood.workflows.client.PlanClient;
import dev.lastgood.workflows.client.RollbackOrder;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.plan.Plan;
import dev.lastgood.workflows.plan.PlanView;
import dev.lastgood.workflows.plan.Planner;
import java.time.Instant;
import java.util.UUID;

/** Straight to Temporal and its workers; the steps and the freezes are those of the catalog's file. */
final class DirectPlans implements Plans {
    private final PlanClient client;
    private final Direct direct;

    DirectPlans(PlanClient client, Direct direct) {
        this.client = client;
        this.direct = direct;
    }

    @Override
    public PlanView look(RollbackOrder order) {
        Service service = service(order);
        return client.look(
                order.toSeeThePlan(UUID.randomUUID().toString(), service),
                Freezes.holds(service.policy(), Instant.now()));
    }

    @Override
    public Plan plan(RollbackOrder order) {
        return Planner.plan(order.toSeeThePlan("plan", service(order)));
    }

    private Service service(RollbackOrder order) {
        return direct.named(String.valueOf(order.service()), order.environment());
    }
}
