package dev.lastgood.starter.api;

import dev.lastgood.history.HistoryEntry;
import dev.lastgood.history.HistoryException;
import dev.lastgood.history.RollbackHistory;
import dev.lastgood.starter.Past;
import dev.lastgood.workflows.client.RollbackClient;
import dev.lastgood.workflows.client.RollbackOrder;
import dev.lastgood.workflows.client.Started;
import dev.lastgood.workflows.client.Undoable;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.rollback.RollbackStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Takes finished rollbacks back. */
@RestController
@Tag(name = "Rollbacks")
class UndoController {
    private static final int MOST = 20;

    private final RollbackController starts;
    private final RollbackClient rollbacks;
    private final Named named;
    private final Past past;

    UndoController(RollbackController starts, RollbackClient rollbacks, Named named, Past past) {
        this.starts = starts;
        this.rollbacks = rollbacks;
        this.named = named;
        this.past = past;
    }

    /**
     * @param by who asks for it
     * @param rollback the key or id of the one to undo; null is the newest whose changes stand
     */
    record Undo(
            @Nullable String by,
            @Nullable String reason,
            @Nullable String rollback) {}

    @PostMapping("/api/rollbacks/{environment}/{service}/undo")
    @Operation(
            summary = "Takes a finished rollback back, by a rollback of its own",
            description = "It says first what would be lost, and asks. With nothing to put back, nothing is touched.")
    ResponseEntity<Started> undo(
            @PathVariable String environment, @PathVariable String service, @RequestBody Undo undo) {
        Service known = named.service(service, environment);
        RollbackOrder order = new Undoable(known.ref(), known(known)).order(undo.rollback(), undo.reason(), undo.by());
        return starts.start(order);
    }

    /** The history knows more; where it is down, Temporal's own memory of them has to do. */
    private List<RollbackStatus> known(Service service) {
        try {
            var filter = new RollbackHistory.Filter(
                    service.ref().service(), service.ref().environment(), MOST);
            List<RollbackStatus> kept =
                    past.list(filter).stream().map(HistoryEntry::status).toList();
            return kept.isEmpty() ? rollbacks.past(service.ref()) : kept;
        } catch (HistoryException | DataAccessException e) {
            return rollbacks.past(service.ref());
        }
    }
}
