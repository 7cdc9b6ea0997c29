package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.plan.Phase;
import dev.lastgood.workflows.plan.Plan;
import dev.lastgood.workflows.plan.StepId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a rollback, for whoever looks: pages, commands, the report, the history.
 *
 * @param question what it waits for, while it waits
 * @param left what is changed now and not undone: the kill switch, a stopped application, a shadow
 * @param undelivered messages that did not reach their channel
 * @param watched what the watch has measured, a line a check: bars over time, least, average and most
 */
public record RollbackStatus(
        RollbackRef rollback,
        Phase phase,
        String reason,
        String startedBy,
        Instant startedAt,
        @Nullable Instant endedAt,
        Plan plan,
        List<Step> steps,
        @Nullable Question question,
        @Nullable Release from,
        @Nullable Release to,
        Backup.@Nullable Choice backup,
        @Nullable Comparison comparison,
        List<CheckResult> checks,
        List<Artifact> artifacts,
        List<String> left,
        List<String> undelivered,
        List<Event> timeline,
        @Nullable Outcome outcome,
        List<String> watched) {

    public RollbackStatus {
        watched = watched == null ? List.of() : List.copyOf(watched);
    }

    public RollbackStatus(
            RollbackRef rollback,
            Phase phase,
            String reason,
            String startedBy,
            Instant startedAt,
            @Nullable Instant endedAt,
            Plan plan,
            List<Step> steps,
            @Nullable Question question,
            @Nullable Release from,
            @Nullable Release to,
            Backup.@Nullable Choice backup,
            @Nullable Comparison comparison,
            List<CheckResult> checks,
            List<Artifact> artifacts,
            List<String> left,
            List<String> undelivered,
            List<Event> timeline,
            @Nullable Outcome outcome) {
        this(
                rollback,
                phase,
                reason,
                startedBy,
                startedAt,
                endedAt,
                plan,
                steps,
                question,
                from,
                to,
                backup,
                comparison,
                checks,
                artifacts,
                left,
                undelivered,
                timeline,
                outcome,
                List.of());
    }

    /** How a step stands. */
    public enum State {
        PENDING,
        RUNNING,
        DONE,
        BY_HAND,
        SKIPPED,
        FAILED,
        UNDONE,
        UNDO_FAILED
    }

    /** @param overBudget whether it took, or is taking, longer than planned; waiting for people does not count */
    public record Step(
            StepId step,
            State state,
            Duration budget,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            boolean overBudget,
            @Nullable String detail) {}

    /**
     * One line of the timeline.
     *
     * @param step which step it belongs to, if to one
     * @param person whose doing it was, if a person's
     */
    public record Event(
            Instant at, @Nullable StepId step, @Nullable String person, String text) {}

    /** How a rollback ended. */
    public record Outcome(Kind kind, String summary, boolean contained) {
        /** The ways a rollback can end; none of them is a failed workflow. */
        public enum Kind {
            /** Back to the last good state. */
            RESTORED,
            /** Nothing stands of what was changed, but containment where data is being damaged. */
            UNDONE,
            /** A person has it now. */
            HANDED_OVER,
            /** It was not allowed or not possible, and nothing was changed. */
            REFUSED,
            /** There was nothing to take back. */
            NOTHING_TO_DO
        }
    }
}
