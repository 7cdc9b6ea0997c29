package dev.lastgood.workflows.client;

import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One rollback in the history, as it is listed.
 *
 * @param id such as {@code production-shop-1a2b3c4d}
 * @param outcome null while it runs
 */
public record HistoryRow(
        String id,
        String service,
        String environment,
        @Nullable String fromVersion,
        @Nullable String toVersion,
        String reason,
        String by,
        Instant startedAt,
        @Nullable Instant endedAt,
        Duration duration,
        Duration downtime,
        Outcome.@Nullable Kind outcome,
        @Nullable String summary,
        boolean contained) {}
