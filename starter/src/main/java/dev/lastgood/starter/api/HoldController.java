package dev.lastgood.starter.api;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.workflows.client.HoldClient;
import dev.lastgood.workflows.client.RollbackProblem;
import dev.lastgood.workflows.client.RollbackProblem.Kind;
import dev.lastgood.workflows.decision.Hold;
import dev.lastgood.workflows.model.Channel;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What keeps services from being rolled back by themselves: pauses, the brake. */
@RestController
@RequestMapping("/api")
@Tag(name = "Holds")
class HoldController {
    private final HoldClient holds;
    private final Catalog catalog;
    private final Named named;

    HoldController(HoldClient holds, Catalog catalog, Named named) {
        this.holds = holds;
        this.catalog = catalog;
        this.named = named;
    }

    /**
     * @param service null is all services
     * @param time for how long, in ISO 8601, such as {@code PT2H}; null is until somebody resumes
     */
    record Pause(
            @Nullable String service,
            @Nullable String environment,
            @Nullable String reason,
            @Nullable String by,
            @Nullable Duration time) {}

    /** @param by who arms it again */
    record Rearm(@Nullable String by) {}

    @GetMapping("/holds")
    @Operation(summary = "What holds now: of all services, or of one")
    List<Hold> holds(
            @RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable String environment) {
        return service == null
                ? holds.holds(catalog.services().stream().map(Service::ref).toList())
                : holds.holds(named.service(service, environment).ref());
    }

    @PostMapping("/pause")
    @Operation(summary = "Nothing is rolled back by itself: no service, or one. People can still start rollbacks")
    Hold pause(@RequestBody Pause pause) {
        Service service = service(pause.service(), pause.environment());
        return holds.pause(
                service == null ? null : service.ref(), pause.reason(), pause.by(), pause.time(), channels(service));
    }

    @DeleteMapping("/pause")
    @Operation(summary = "Ends the pause of all services, or of one")
    Map<String, String> resume(
            @RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable String environment,
            @RequestParam(required = false) @Nullable String by) {
        Service known = service(service, environment);
        ServiceRef ref = known == null ? null : known.ref();
        String what = ref == null ? "all services" : ref.toString();
        if (!holds.resume(ref, by, channels(known))) {
            throw new RollbackProblem(Kind.CONFLICT, "there is no pause of " + what + " that could be ended");
        }
        return Map.of("message", "the pause of " + what + " is over");
    }

    @PostMapping("/brake/rearm")
    @Operation(summary = "Arms the brake again that too many services at once have pulled")
    Map<String, String> rearm(@RequestBody Rearm rearm) {
        if (!holds.rearm(rearm.by(), channels(null))) {
            throw new RollbackProblem(Kind.CONFLICT, "the brake is armed: nothing has pulled it");
        }
        return Map.of("message", "the brake is armed again; alerts roll services back by themselves again");
    }

    private @Nullable Service service(@Nullable String service, @Nullable String environment) {
        return service == null || service.isBlank() ? null : named.service(service, environment);
    }

    private List<Channel> channels(@Nullable Service service) {
        return service == null ? catalog.channels() : service.channels();
    }
}
