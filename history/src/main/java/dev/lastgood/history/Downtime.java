package dev.lastgood.history;

import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.RollbackStatus;
import dev.lastgood.workflows.rollback.RollbackStatus.State;
import dev.lastgood.workflows.rollback.RollbackStatus.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long users were kept out by the rollback: from the kill switch being on, or the application being stopped, until both
 * were taken back.
 *
 * @param from null when users were never kept out
 * @param until null when they never were, or still are
 */
public record Downtime(
        Duration duration, @Nullable Instant from, @Nullable Instant until) {

    private static final Set<State> HAPPENED = Set.of(State.DONE, State.BY_HAND, State.UNDONE, State.UNDO_FAILED);

    public boolean ongoing() {
        return from != null && until == null;
    }

    static Downtime of(RollbackStatus status, Instant asOf) {
        List<Barrier> barriers = Stream.of(
                        barrier(status, StepId.KILL_SWITCH_ON, StepId.KILL_SWITCH_OFF),
                        barrier(status, StepId.STOP, StepId.START))
                .filter(Objects::nonNull)
                .toList();
        if (barriers.isEmpty()) {
            return new Downtime(Duration.ZERO, null, null);
        }
        Instant from = barriers.stream()
                .map(Barrier::up)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        boolean ongoing = barriers.stream().anyMatch(barrier -> barrier.down() == null);
        Instant until = ongoing
                ? null
                : barriers.stream()
                        .map(Barrier::down)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null);
        return new Downtime(Durations.between(from, until == null ? asOf : until), from, until);
    }

    /** One thing that keeps users out, from when to when. */
    private record Barrier(Instant up, @Nullable Instant down) {}

    private static @Nullable Barrier barrier(RollbackStatus status, StepId raise, StepId lower) {
        Instant up = happened(status, raise);
        // A rollback that only reopens found the barrier raised; it counts from its own start.
        if (up == null && status.plan().mode() == Mode.REOPEN && status.plan().has(lower)) {
            up = status.startedAt();
        }
        if (up == null) {
            return null;
        }
        return new Barrier(up, lowered(status, raise, lower));
    }

    /** When a step had its effect; undone or not. */
    private static @Nullable Instant happened(RollbackStatus status, StepId id) {
        return step(status, id)
                .filter(step -> HAPPENED.contains(step.state()))
                .map(step -> Durations.done(status, step))
                .orElse(null);
    }

    private static @Nullable Instant lowered(RollbackStatus status, StepId raise, StepId lower) {
        return step(status, lower)
                .filter(step -> step.state() == State.DONE || step.state() == State.BY_HAND)
                .or(() -> step(status, raise).filter(step -> step.state() == State.UNDONE))
                .map(Step::endedAt)
                .orElse(null);
    }

    private static Optional<Step> step(RollbackStatus status, StepId id) {
        return status.steps().stream().filter(step -> step.step() == id).findFirst();
    }
}
