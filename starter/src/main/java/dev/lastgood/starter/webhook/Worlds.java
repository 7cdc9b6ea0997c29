package dev.lastgood.starter.webhook;

import dev.lastgood.catalog.freezes.Freezes;
import dev.lastgood.workflows.client.RollbackClient;
import dev.lastgood.workflows.client.RollbackView;
import dev.lastgood.workflows.client.RollbackView.Execution;
import dev.lastgood.workflows.decision.World;
import dev.lastgood.workflows.model.Service;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a decision is made in the light of, as Temporal tells it without a worker, and the catalog's freezes. */
public class Worlds {
    /** Ended by itself or by a person's word, unlike one that was terminated. */
    private static final Set<Execution> OVER = EnumSet.of(Execution.ENDED, Execution.CANCELLED);

    private final RollbackClient rollbacks;

    Worlds(RollbackClient rollbacks) {
        this.rollbacks = rollbacks;
    }

    /** As things stand. */
    public World of(Service service) {
        return of(service, Instant.now());
    }

    /** As if it were another time: of freezes and cooldown. */
    public World of(Service service, Instant at) {
        Optional<RollbackView> newest = rollbacks.glance(service.ref());
        return new World(
                at,
                newest.map(RollbackView::runs).orElse(false),
                false,
                newest.filter(it -> OVER.contains(it.execution()) && !it.untouched())
                        .map(Worlds::last)
                        .orElse(null),
                null,
                Freezes.holds(service.policy(), at),
                1);
    }

    private static World.Last last(RollbackView view) {
        Instant ended = view.endedAt() == null ? view.startedAt() : view.endedAt();
        return new World.Last(view.workflowId(), ended, view.execution().name().toLowerCase(Locale.ROOT), null);
    }
}
