package dev.lastgood.starter.api;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.workflows.client.DisplacedClient;
import dev.lastgood.workflows.client.DisplacedView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The databases that restores left on servers. */
@RestController
@RequestMapping("/api/displaced")
@Tag(name = "Displaced databases")
class DisplacedController {
    private final DisplacedClient displaced;
    private final Catalog catalog;
    private final Named named;

    DisplacedController(DisplacedClient displaced, Catalog catalog, Named named) {
        this.displaced = displaced;
        this.catalog = catalog;
        this.named = named;
    }

    /** @param keepFor for how long from now on, in ISO 8601, such as {@code P14D}; of keep only */
    record Decision(
            @Nullable String database,
            @Nullable Duration keepFor,
            @Nullable String by) {}

    @GetMapping
    @Operation(summary = "What restores left beside the live databases: all, or one service's")
    List<DisplacedView> list(
            @RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable String environment) {
        return displaced.list(service == null ? catalog.services() : List.of(named.service(service, environment)));
    }

    @PostMapping("/drop")
    @Operation(summary = "Drops the one of exactly that name; refused while anyone is connected to it")
    Map<String, String> drop(@RequestBody Decision decision) {
        return Map.of("message", displaced.drop(catalog.services(), decision.database(), decision.by()));
    }

    @PostMapping("/keep")
    @Operation(summary = "Keeps the one of exactly that name for so long from now on")
    Map<String, String> keep(@RequestBody Decision decision) {
        return Map.of(
                "message", displaced.keep(catalog.services(), decision.database(), decision.keepFor(), decision.by()));
    }
}
