package dev.lastgood.history;

import dev.lastgood.history.report.Report;
import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.plan.Plan;
import dev.lastgood.workflows.rollback.RollbackStatus;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One rollback in the history.
 *
 * @param workflowId under which Temporal knows it, while Temporal does
 * @param duration from its start to its end, or to its newest event while it runs
 * @param downtime how long users were kept out, until then
 * @param contained whether it left the service contained
 * @param reportUri where its report lies, once there is one
 * @param status everything that was known of it at its newest event
 */
public record HistoryEntry(
        RollbackRef rollback,
        String workflowId,
        @Nullable String fromVersion,
        @Nullable String toVersion,
        String reason,
        String startedBy,
        Instant startedAt,
        @Nullable Instant endedAt,
        Duration duration,
        Duration downtime,
        Outcome.@Nullable Kind outcome,
        @Nullable String summary,
        boolean contained,
        @Nullable String reportUri,
        RollbackStatus status) {

    public static HistoryEntry of(RollbackStatus status) {
        Durations durations = Durations.of(status);
        Outcome outcome = status.outcome();
        return new HistoryEntry(
                status.rollback(),
                status.rollback().service().rollbackId(),
                name(status.from()),
                name(status.to()),
                status.reason(),
                status.startedBy(),
                status.startedAt(),
                status.endedAt(),
                durations.total(),
                durations.downtime().duration(),
                outcome == null ? null : outcome.kind(),
                outcome == null ? null : outcome.summary(),
                outcome != null && outcome.contained(),
                reportUri(status),
                status);
    }

    public String id() {
        return rollback.id();
    }

    public Plan plan() {
        return status.plan();
    }

    public @Nullable Comparison comparison() {
        return status.comparison();
    }

    private static @Nullable String name(@Nullable Release release) {
        return release == null ? null : release.name();
    }

    private static @Nullable String reportUri(RollbackStatus status) {
        return status.artifacts().stream()
                .filter(artifact -> artifact.name().equals(Report.FILE))
                .map(Artifact::uri)
                .findFirst()
                .orElse(null);
    }
}
