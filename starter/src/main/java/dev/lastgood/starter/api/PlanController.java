package dev.lastgood.starter.api;

import dev.lastgood.catalog.freezes.Freezes;
import dev.lastgood.workflows.client.PlanClient;
import dev.lastgood.workflows.client.RollbackOrder;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.plan.PlanView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
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
                            + " most. 'inTheWay' would stop anybody's rollback; 'inTheWayOfAlerts' only one that an alert"
                            + " would start by itself (pause, brake, freeze, cooldown, what runs or is being decided)."
                            + " Nothing is changed or written. GET /api/plan tells the steps by the catalog alone.")
    PlanView plan(@RequestBody RollbackOrder order) {
        Service service = named.service(order.service(), order.environment());
        return plans.look(
                order.toSeeThePlan(UUID.randomUUID().toString(), service),
                Freezes.holds(service.policy(), Instant.now()));
    }
}
