package dev.lastgood.starter.webhook;

import dev.lastgood.workflows.client.HoldClient;
import dev.lastgood.workflows.client.RollbackClient;
import dev.lastgood.workflows.client.RollbackView;
import dev.lastgood.workflows.decision.World;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Service;
import java.time.Instant;
import java.util.Optional;

/** Stands in until the real one is merged. */
class Worlds {
    private final RollbackClient rollbacks;
    private final HoldClient holds;

    Worlds(RollbackClient rollbacks, HoldClient holds) {
        this.rollbacks = rollbacks;
        this.holds = holds;
    }

    Instant now() {
        return Instant.now();
    }

    World of(Service service, Alert alert) {
        World.Last last = rollbacks
                .glance(service.ref())
                .filter(it -> it.execution() == RollbackView.Execution.ENDED)
                .flatMap(it -> Optional.ofNullable(it.endedAt())
                        .map(at -> new World.Last(it.workflowId(), at, it.note(), null)))
                .orElse(null);
        return new World(now(), false, false, last, null, holds.holds(service.ref()), 1);
    }
}
