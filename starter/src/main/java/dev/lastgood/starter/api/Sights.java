package dev.lastgood.starter.api;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.history.HistoryEntry;
import dev.lastgood.history.HistoryException;
import dev.lastgood.starter.Past;
import dev.lastgood.workflows.client.RollbackClient;
import dev.lastgood.workflows.client.RollbackProblem;
import dev.lastgood.workflows.client.RollbackProblem.Kind;
import dev.lastgood.workflows.client.RollbackView;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.rollback.RollbackStatus;
import dev.lastgood.workflows.rollback.Words;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataAccessException;

/** What is to be seen of rollbacks: Temporal first, the history for what it no longer knows or nobody answers for. */
class Sights {
    private final Catalog catalog;
    private final RollbackClient rollbacks;
    private final Past past;
    private final Named named;

    Sights(Catalog catalog, RollbackClient rollbacks, Past past, Named named) {
        this.catalog = catalog;
        this.rollbacks = rollbacks;
        this.past = past;
        this.named = named;
    }

    RollbackView newest(ServiceRef service) {
        Optional<RollbackView> seen = rollbacks.look(service);
        if (seen.isPresent() && (seen.get().status() != null || seen.get().runs())) {
            return seen.get();
        }
        Optional<RollbackView> kept = latest(service).map(entry -> kept(entry, seen));
        return kept.or(() -> seen).orElseThrow(() -> none(service));
    }

    List<RollbackView> running() {
        return rollbacks.running(catalog.services().stream().map(Service::ref).toList());
    }

    /** The history tells more than Temporal here, so its being down hides only that. */
    private Optional<HistoryEntry> latest(ServiceRef service) {
        try {
            return past.latest(service);
        } catch (HistoryException | DataAccessException e) {
            return Optional.empty();
        }
    }

    /** What the history kept, with how Temporal says that it ended, where that is the same rollback. */
    private static RollbackView kept(HistoryEntry entry, Optional<RollbackView> seen) {
        RollbackStatus status = entry.status();
        boolean older =
                seen.isPresent() && status.startedAt().isBefore(seen.get().startedAt());
        // Recorded at its beginning only: what Temporal keeps of what is left is newer.
        if (older || seen.isPresent() && status.outcome() == null) {
            return seen.get();
        }
        RollbackView.Execution execution = seen.map(RollbackView::execution).orElse(RollbackView.Execution.ENDED);
        String note = status.outcome() == null
                ? "not in Temporal any more; as last recorded in the history"
                : Words.of(status.outcome().kind()) + ": " + status.outcome().summary();
        return new RollbackView(
                status.rollback().service(),
                entry.workflowId(),
                execution,
                note,
                status.left().stream().map(it -> "left: " + it).toList(),
                status.startedAt(),
                status.endedAt(),
                null,
                status);
    }

    private RollbackProblem none(ServiceRef service) {
        named.service(service.service(), service.environment());
        return new RollbackProblem(
                Kind.NOT_FOUND,
                "there is no rollback of " + service
                        + ": none runs and none is on record. 'lastgood start' starts one");
    }
}
