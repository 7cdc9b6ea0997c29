package dev.lastgood.starter.webhook;

import dev.lastgood.catalog.freezes.Freezes;
import dev.lastgood.workflows.client.HoldClient;
import dev.lastgood.workflows.client.RollbackClient;
import dev.lastgood.workflows.client.TriageClient;
import dev.lastgood.workflows.client.WorldSight;
import dev.lastgood.workflows.decision.World;
import dev.lastgood.workflows.model.Service;
import java.time.Instant;

/** What a decision is made in the light of, as Temporal tells it without a worker, and the catalog's freezes. */
public class Worlds {
    private final WorldSight sight;

    Worlds(RollbackClient rollbacks, TriageClient triages, HoldClient holds) {
        this.sight = new WorldSight(rollbacks, triages, holds);
    }

    /** As things stand, where no triage would take the alert a moment ago: a triage that has begun since takes it when it is begun. */
    World withoutTriage(Service service) {
        Instant now = Instant.now();
        return sight.withoutTriage(service.ref(), now, Freezes.holds(service.policy(), now));
    }

    /** As if it were another time: of freezes and cooldown. */
    public World of(Service service, Instant at) {
        return sight.of(service.ref(), at, Freezes.holds(service.policy(), at));
    }
}
