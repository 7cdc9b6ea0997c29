package dev.lastgood.starter.api;

import dev.lastgood.history.HistoryEntry;
import dev.lastgood.history.RollbackHistory;
import dev.lastgood.starter.Past;
import dev.lastgood.workflows.client.HistoryRow;
import dev.lastgood.workflows.client.RollbackProblem;
import dev.lastgood.workflows.client.RollbackProblem.Kind;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.ServiceRef;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was done before. */
@RestController
@Tag(name = "History")
class HistoryController {
    private final Past past;
    private final Sights sights;

    HistoryController(Past past, Sights sights) {
        this.past = past;
        this.sights = sights;
    }

    @GetMapping("/api/history")
    @Operation(summary = "Rollbacks on record, the newest first")
    List<HistoryRow> history(
            @RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable String environment,
            @RequestParam(defaultValue = "50") int limit) {
        return past.list(new RollbackHistory.Filter(service, environment, limit)).stream()
                .map(HistoryController::row)
                .toList();
    }

    @GetMapping(path = "/api/rollbacks/{environment}/{service}/report", produces = "text/markdown;charset=UTF-8")
    @Operation(summary = "The report of the service's newest rollback, or of the one that 'rollback' names; Markdown")
    String report(
            @PathVariable String environment,
            @PathVariable String service,
            @RequestParam(required = false) @Nullable String rollback) {
        ServiceRef ref = new ServiceRef(environment, service);
        RollbackRef which = rollback == null ? newest(ref) : named(ref, rollback);
        return past.report(which)
                .orElseThrow(() -> new RollbackProblem(
                        Kind.NOT_FOUND, "the report of " + which.id() + " is not written yet: it is when it ends"));
    }

    private RollbackRef newest(ServiceRef service) {
        var status = sights.newest(service).status();
        if (status == null) {
            throw new RollbackProblem(
                    Kind.NO_WORKER, "no worker answers and no history knows, so which report it is can't be said");
        }
        return status.rollback();
    }

    private RollbackRef named(ServiceRef service, String id) {
        return past.find(id)
                .map(HistoryEntry::rollback)
                .filter(it -> it.service().equals(service))
                .orElseThrow(() -> new RollbackProblem(
                        Kind.NOT_FOUND, "no rollback '" + id + "' of " + service + " is on record"));
    }

    static HistoryRow row(HistoryEntry entry) {
        return new HistoryRow(
                entry.id(),
                entry.rollback().service().service(),
                entry.rollback().service().environment(),
                entry.fromVersion(),
                entry.toVersion(),
                entry.reason(),
                entry.startedBy(),
                entry.startedAt(),
                entry.endedAt(),
                entry.duration(),
                entry.downtime(),
                entry.outcome(),
                entry.summary(),
                entry.contained());
    }
}
