package dev.lastgood.cli;

import dev.lastgood.workflows.client.RollbackOrder;
import dev.lastgood.workflows.plan.Plan;
import dev.lastgood.workflows.plan.PlanView;

/** What a rollback would do, by both roads. Touches nothing. */
interface Plans {
    /** With what a worker sees of the real platform and database, and what holds. */
    PlanView look(RollbackOrder order);

    /** By the catalog alone. */
    Plan plan(RollbackOrder order);
}
