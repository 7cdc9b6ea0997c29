package dev.lastgood.starter.api;

import dev.lastgood.workflows.client.PlanClient;
import dev.lastgood.workflows.client.RollbackOrder;
import dev.lastgood.workflows.plan.PlanView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import java.util.UUID;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What a rollback would do, and what it would meet. */
@RestController
@Tag(name = "Catalog")
class PlanController {
    private final PlanClient plans;
    private final Named named;

    PlanController(PlanClient plans, Named named) {
        this.plans = plans;
        this.named = named;
    }

    @PostMapping("/api/plans")
    @Operation(
            summary = "What a rollback would do, step by step, and what it would meet now",
            description =
                    "A worker looks at platform, database, backups, kill switch and checks, for some 15 seconds at"
                            + " most. Nothing is changed or written. GET /api/plan tells the same by the catalog alone.")
    PlanView plan(@RequestBody RollbackOrder order) {
        var asked = new RollbackOrder(
                order.service(),
                order.environment(),
                order.mode(),
                order.options(),
                order.toRelease(),
                order.damagedSince(),
                Objects.requireNonNullElse(order.reason(), "to see the plan"),
                Objects.requireNonNullElse(order.by(), "nobody yet"),
                order.script(),
                order.undo());
        return plans.look(asked.request(
                UUID.randomUUID().toString(), named.service(order.service(), order.environment()), false));
    }
}
