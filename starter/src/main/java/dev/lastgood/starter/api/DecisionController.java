package dev.lastgood.starter.api;

import dev.lastgood.history.DecisionEntry;
import dev.lastgood.history.RollbackHistory;
import dev.lastgood.starter.Past;
import dev.lastgood.workflows.client.AlertRow;
import dev.lastgood.workflows.client.DecisionRow;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was decided about alerts. */
@RestController
@Tag(name = "Decisions")
class DecisionController {
    private final Past past;

    DecisionController(Past past) {
        this.past = past;
    }

    @GetMapping("/api/decisions")
    @Operation(summary = "What was decided about alerts, the newest first, whether or not anything was started")
    List<DecisionRow> decisions(
            @RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable String environment,
            @RequestParam(defaultValue = "50") int limit) {
        return past.decisions(new RollbackHistory.Filter(service, environment, limit)).stream()
                .map(DecisionController::row)
                .toList();
    }

    @GetMapping("/api/alerts")
    @Operation(summary = "The newest alerts and what was decided about each, those that no service takes first")
    List<AlertRow> alerts(@RequestParam(defaultValue = "50") int limit) {
        return AlertRow.of(decisions(null, null, limit));
    }

    private static DecisionRow row(DecisionEntry entry) {
        return new DecisionRow(
                entry.at(),
                entry.alert(),
                entry.fingerprint(),
                entry.startsAt(),
                entry.service(),
                entry.environment(),
                entry.verdict(),
                entry.rule(),
                entry.reasons(),
                entry.rollback(),
                entry.outcome(),
                entry.by());
    }
}
