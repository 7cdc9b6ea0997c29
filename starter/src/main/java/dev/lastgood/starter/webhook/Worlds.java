package dev.lastgood.starter.webhook;

import dev.lastgood.catalog.freezes.Freezes;
import dev.lastgood.workflows.client.HoldClient;
import dev.lastgood.workflows.client.RollbackClient;
import dev.lastgood.workflows.client.RollbackView;
import dev.lastgood.workflows.client.RollbackView.Execution;
import dev.lastgood.workflows.client.TriageClient;
import dev.lastgood.workflows.decision.Hold;
import dev.lastgood.workflows.decision.World;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.triage.TriageStatus;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a decision is made in the light of, as Temporal tells it without a worker, and the catalog's freezes. */
public class Worlds {
    /** Ended by itself or by a person's word, unlike one that was terminated. */
    private static final Set<Execution> OVER = EnumSet.of(Execution.ENDED, Execution.CANCELLED);

    private final RollbackClient rollbacks;
    private final TriageClient triages;
    private final HoldClient holds;

    Worlds(RollbackClient rollbacks, TriageClient triages, HoldClient holds) {
        this.rollbacks = rollbacks;
        this.triages = triages;
        this.holds = holds;
    }

    /** As things stand, where no triage would take the alert a moment ago: a triage that has begun since takes it when it is begun. */
    World withoutTriage(Service service) {
        return of(service, Instant.now(), false);
    }

    /** As if it were another time: of freezes and cooldown. */
    public World of(Service service, Instant at) {
        return of(service, at, triages.runs(service.ref()));
    }

    private World of(Service service, Instant at, boolean triageRuns) {
        Optional<RollbackView> newest = rollbacks.glance(service.ref());
        List<Hold> all = Stream.concat(
                        Freezes.holds(service.policy(), at).stream(), holds.holds(service.ref()).stream())
                .toList();
        return new World(
                at,
                newest.map(RollbackView::runs).orElse(false),
                triageRuns,
                newest.filter(it -> OVER.contains(it.execution()) && !it.untouched())
                        .map(Worlds::last)
                        .orElse(null),
                null,
                all,
                1,
                triageRuns ? null : no(service));
    }

    private World.@Nullable No no(Service service) {
        return triages.ended(service.ref())
                .filter(TriageStatus.Outcome::isNo)
                .map(it -> new World.No(it.summary(), it.at(), it.events()))
                .orElse(null);
    }

    private static World.Last last(RollbackView view) {
        return new World.Last(
                view.workflowId(),
                Objects.requireNonNullElse(view.endedAt(), view.startedAt()),
                view.execution() == Execution.CANCELLED ? "cancelled" : "",
                null);
    }
}
