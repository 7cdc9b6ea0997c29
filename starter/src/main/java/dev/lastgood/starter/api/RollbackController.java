package dev.lastgood.starter.api;

import dev.lastgood.history.RollbackHistory;
import dev.lastgood.starter.Past;
import dev.lastgood.workflows.client.HistoryRow;
import dev.lastgood.workflows.client.NamespaceSearch;
import dev.lastgood.workflows.client.RollbackClient;
import dev.lastgood.workflows.client.RollbackOrder;
import dev.lastgood.workflows.client.RollbackView;
import dev.lastgood.workflows.client.Started;
import dev.lastgood.workflows.client.Started.Decision;
import dev.lastgood.workflows.client.TriageView;
import dev.lastgood.workflows.decision.Hold;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Starts rollbacks and shows them. */
@RestController
@Tag(name = "Rollbacks")
class RollbackController {
    private static final int RECENT = 20;

    private final RollbackClient rollbacks;
    private final NamespaceSearch search;
    private final Named named;
    private final Sights sights;
    private final Past past;
    private final HoldController holds;
    private final TriageController triages;

    RollbackController(
            RollbackClient rollbacks,
            NamespaceSearch search,
            Named named,
            Sights sights,
            Past past,
            HoldController holds,
            TriageController triages) {
        this.rollbacks = rollbacks;
        this.search = search;
        this.named = named;
        this.sights = sights;
        this.past = past;
        this.holds = holds;
        this.triages = triages;
    }

    /**
     * @param recent the newest of the history
     * @param deciding what is being decided about alerts
     * @param holds what keeps services from being rolled back by themselves
     */
    record Overview(List<RollbackView> running, List<HistoryRow> recent, List<TriageView> deciding, List<Hold> holds) {}

    @PostMapping("/api/rollbacks")
    @Operation(
            summary = "Starts a rollback, joins the one that runs, or says that another plan runs",
            description = "The mode says how far it goes: ROLL_BACK, CONTAIN (stop the bleeding, then ask) or REOPEN.",
            responses = {
                @ApiResponse(responseCode = "202", description = "It is durably started"),
                @ApiResponse(responseCode = "200", description = "One with the same plan runs already and was joined")
            })
    ResponseEntity<Started> start(@RequestBody RollbackOrder order) {
        Service service = named.service(order.service(), order.environment());
        Started started = rollbacks.start(order.request(UUID.randomUUID().toString(), service, search.available()));
        if (started.decision() == Decision.DIFFERS) {
            throw differs(service.ref(), started);
        }
        return ResponseEntity.status(started.decision() == Decision.STARTED ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .body(started);
    }

    @GetMapping("/api/rollbacks")
    @Operation(summary = "The running rollbacks, the newest of the history, what is being decided, and what holds")
    Overview list() {
        return new Overview(
                sights.running(),
                past.list(RollbackHistory.Filter.newest(RECENT)).stream()
                        .map(HistoryController::row)
                        .toList(),
                triages.list(),
                holds.holds(null, null));
    }

    @GetMapping("/api/rollbacks/{environment}/{service}")
    @Operation(summary = "How the service's newest rollback stands, also when no worker answers")
    RollbackView status(@PathVariable String environment, @PathVariable String service) {
        return sights.newest(new ServiceRef(environment, service));
    }

    private DifferentPlan differs(ServiceRef service, Started started) {
        String stands = rollbacks.look(service).map(RollbackView::note).orElse("it has just ended");
        return new DifferentPlan(
                started,
                started.message() + ". It stands so: " + stands.replaceFirst("\\.$", "")
                        + ". See it by 'lastgood status " + service.service()
                        + " --environment " + service.environment() + "' or GET /api/rollbacks/"
                        + service.environment() + "/" + service.service());
    }
}
