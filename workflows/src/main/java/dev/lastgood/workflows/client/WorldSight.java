package dev.lastgood.workflows.client;

import dev.lastgood.workflows.client.RollbackView.Execution;
import dev.lastgood.workflows.decision.Hold;
import dev.lastgood.workflows.decision.World;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.triage.TriageStatus;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a decision is made in the light of, as Temporal tells it with no worker up. Throws {@link RollbackProblem}. */
public final class WorldSight {
    /** Ended by itself or by a person's word, unlike one that was terminated. */
    private static final Set<Execution> OVER = EnumSet.of(Execution.ENDED, Execution.CANCELLED);

    private final RollbackClient rollbacks;
    private final TriageClient triages;
    private final HoldClient holds;

    public WorldSight(RollbackClient rollbacks, TriageClient triages, HoldClient holds) {
        this.rollbacks = rollbacks;
        this.triages = triages;
        this.holds = holds;
    }

    /**
     * @param at of cooldown and freezes; the rest is as it stands now
     * @param freezes those that hold then, as whoever has the catalog knows
     */
    public World of(ServiceRef service, Instant at, List<Hold> freezes) {
        return of(service, at, freezes, triages.runs(service));
    }

    /** Where a triage that runs is told of the alert anyway. */
    public World withoutTriage(ServiceRef service, Instant at, List<Hold> freezes) {
        return of(service, at, freezes, false);
    }

    private World of(ServiceRef service, Instant at, List<Hold> freezes, boolean triageRuns) {
        Optional<RollbackView> newest = rollbacks.glance(service);
        return new World(
                at,
                newest.map(RollbackView::runs).orElse(false),
                triageRuns,
                newest.filter(it -> OVER.contains(it.execution()) && !it.untouched())
                        .map(WorldSight::last)
                        .orElse(null),
                null,
                Stream.concat(freezes.stream(), holds.holds(service).stream()).toList(),
                1,
                triageRuns ? null : no(service));
    }

    private World.@Nullable No no(ServiceRef service) {
        return triages.ended(service)
                .filter(TriageStatus.Outcome::saysNo)
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
