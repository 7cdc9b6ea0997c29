package dev.lastgood.starter.api;

import dev.lastgood.catalog.settings.Durations;
import dev.lastgood.history.HistoryException;
import dev.lastgood.history.RollbackHistory;
import dev.lastgood.starter.Past;
import dev.lastgood.workflows.client.DeploymentClient;
import dev.lastgood.workflows.client.DeploymentOrder;
import dev.lastgood.workflows.client.NamespaceSearch;
import dev.lastgood.workflows.deployment.DeploymentStatus;
import dev.lastgood.workflows.deployment.DeploymentStatus.Verdict;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Told of releases that went live, and what became of them. */
@RestController
@RequestMapping("/api/deployments")
@Tag(name = "Deployments")
class DeploymentController {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final DeploymentClient deployments;
    private final NamespaceSearch search;
    private final Named named;
    private final Past past;

    DeploymentController(DeploymentClient deployments, NamespaceSearch search, Named named, Past past) {
        this.deployments = deployments;
        this.search = search;
        this.named = named;
        this.past = past;
    }

    /**
     * @param verdict GOOD, BAD or UNCLEAR
     * @param by whose word it is
     */
    record Judged(
            @Nullable Verdict verdict,
            @Nullable String by,
            @Nullable String reason) {}

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Tells of a release that goes live: it is watched, and rolled back when it is bad",
            description =
                    "Told again with the same version and time, it is the same. A newer one ends the older one's watch.",
            responses = @ApiResponse(responseCode = "202", description = "It is durably told, or was before"))
    DeploymentStatus tell(@RequestBody DeploymentOrder order) {
        Service service = named.service(order.service(), order.environment());
        return deployments.tell(service, order, search.available(), id -> kept(service.ref(), id));
    }

    @GetMapping
    @Operation(summary = "Deployments that were told of, the newest first, without what was seen round by round")
    List<DeploymentStatus> list(
            @RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable String environment,
            @RequestParam(defaultValue = "50") int limit) {
        return past.deployments(new RollbackHistory.Filter(service, environment, limit)).stream()
                .map(it -> it.verdict() == null ? now(it) : it)
                .map(DeploymentStatus::brief)
                .toList();
    }

    @GetMapping("/{environment}/{service}/{id}")
    @Operation(
            summary = "How a deployment stands",
            description =
                    "With 'wait' (such as 20s, at most 1m) it answers once there is a verdict, or a line more than"
                            + " 'seen', or the time is over.")
    DeploymentStatus status(
            @PathVariable String environment,
            @PathVariable String service,
            @PathVariable String id,
            @RequestParam(defaultValue = "0s") String wait,
            @RequestParam(defaultValue = "2147483647") int seen) {
        ServiceRef ref = named.service(service, environment).ref();
        Duration asked = Durations.parse(wait);
        Duration patience = asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
        return DeploymentClient.await(() -> find(ref, id), seen, patience)
                .orElseThrow(() -> DeploymentClient.none(ref, id));
    }

    @PostMapping("/{environment}/{service}/{id}/verdict")
    @Operation(
            summary =
                    "A person's word on a deployment that is watched: GOOD, BAD (decided about as if its checks had failed) or UNCLEAR")
    Map<String, String> judge(
            @PathVariable String environment,
            @PathVariable String service,
            @PathVariable String id,
            @RequestBody Judged judged) {
        ServiceRef ref = named.service(service, environment).ref();
        return Map.of("message", deployments.judge(ref, id, judged.verdict(), judged.by(), judged.reason()));
    }

    private Optional<DeploymentStatus> find(ServiceRef service, String id) {
        Optional<DeploymentStatus> seen = deployments.look(service, id);
        return seen.isPresent() ? seen : kept(service, id);
    }

    /** Temporal knows the newest ones without it. */
    private Optional<DeploymentStatus> kept(ServiceRef service, String id) {
        try {
            return past.deployment(service, id);
        } catch (HistoryException | DataAccessException e) {
            return Optional.empty();
        }
    }

    private DeploymentStatus now(DeploymentStatus kept) {
        return deployments
                .look(kept.deployment().service(), kept.deployment().id())
                .orElse(kept);
    }
}
