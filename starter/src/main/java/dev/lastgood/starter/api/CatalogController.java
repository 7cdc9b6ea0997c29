package dev.lastgood.starter.api;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.workflows.client.RollbackOrder;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.Option;
import dev.lastgood.workflows.plan.Plan;
import dev.lastgood.workflows.plan.Planner;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The services under care, and what a rollback of one would do. */
@RestController
@Tag(name = "Catalog")
class CatalogController {
    private final Catalog catalog;
    private final Named named;

    CatalogController(Catalog catalog, Named named) {
        this.catalog = catalog;
        this.named = named;
    }

    @GetMapping("/api/services")
    @Operation(summary = "The services under care")
    List<ServiceRef> services() {
        return catalog.services().stream().map(Service::ref).toList();
    }

    @GetMapping("/api/services/{service}")
    @Operation(summary = "The service of that name; its environment may be left out where there is one only")
    ServiceRef service(@PathVariable String service, @RequestParam(required = false) @Nullable String environment) {
        return named.service(service, environment).ref();
    }

    @GetMapping("/api/plan")
    @Operation(summary = "What a rollback would do, step by step; touches nothing")
    Plan plan(
            @RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable String environment,
            @RequestParam(required = false) @Nullable Mode mode,
            @RequestParam(required = false) @Nullable Set<Option> options,
            @RequestParam(required = false) @Nullable String toRelease,
            @RequestParam(required = false) @Nullable Instant damagedSince,
            @RequestParam(required = false) @Nullable String script) {
        RollbackOrder order = new RollbackOrder(
                service, environment, mode, options, toRelease, damagedSince, null, null, script, null);
        return Planner.plan(order.toSeeThePlan("plan", named.service(service, environment)));
    }
}
