package dev.lastgood.history;

import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The history of rollbacks, one row each. Its errors are Spring's {@code DataAccessException}s; trying again is right where
 * the server was not reachable.
 */
public final class RollbackHistory {
    /** The most that one listing returns. */
    public static final int MAX_LIMIT = 1000;

    private static final String COLUMNS =
            "key, workflow_id, service, environment, from_version, to_version, reason, started_by, started_at, ended_at,"
                    + " duration_ms, downtime_ms, outcome, summary, contained, report_uri, status";

    private static final String UPSERT = """
            INSERT INTO lastgood.rollback AS kept (
                id, key, workflow_id, service, environment, from_version, to_version, reason, started_by, started_at,
                ended_at, duration_ms, downtime_ms, outcome, summary, contained, report_uri, as_of, status)
            VALUES (
                :id, :key, :workflowId, :service, :environment, :fromVersion, :toVersion, :reason, :startedBy, :startedAt,
                :endedAt, :duration, :downtime, :outcome, :summary, :contained, :reportUri, :asOf, :status::jsonb)
            ON CONFLICT (id) DO UPDATE SET
                from_version = excluded.from_version, to_version = excluded.to_version, reason = excluded.reason,
                started_by = excluded.started_by, started_at = excluded.started_at, ended_at = excluded.ended_at,
                duration_ms = excluded.duration_ms, downtime_ms = excluded.downtime_ms, outcome = excluded.outcome,
                summary = excluded.summary, contained = excluded.contained,
                report_uri = coalesce(excluded.report_uri, kept.report_uri),
                as_of = excluded.as_of, status = excluded.status
            WHERE excluded.as_of >= kept.as_of
            """;

    private final JdbcClient jdbc;

    /** @param dataSource from {@link HistoryDatabase#dataSource()} */
    public RollbackHistory(DataSource dataSource) {
        jdbc = JdbcClient.create(dataSource);
    }

    /** Which rollbacks to list; null takes all. */
    public record Filter(@Nullable String service, @Nullable String environment, int limit) {
        public Filter {
            if (limit < 1 || limit > MAX_LIMIT) {
                throw new IllegalArgumentException("limit " + limit + ": use a number from 1 to " + MAX_LIMIT);
            }
        }

        public static Filter newest(int limit) {
            return new Filter(null, null, limit);
        }
    }

    /** Writes or overwrites the rollback's row; a status older than the one kept (a late retry's) changes nothing. */
    public void record(HistoryEntry entry) {
        jdbc.sql(UPSERT)
                .param("id", entry.id())
                .param("key", entry.rollback().key())
                .param("workflowId", entry.workflowId())
                .param("service", entry.rollback().service().service())
                .param("environment", entry.rollback().service().environment())
                .param("fromVersion", text(entry.fromVersion()))
                .param("toVersion", text(entry.toVersion()))
                .param("reason", text(entry.reason()))
                .param("startedBy", text(entry.startedBy()))
                .param("startedAt", time(entry.startedAt()))
                .param("endedAt", time(entry.endedAt()))
                .param("duration", entry.duration().toMillis())
                .param("downtime", entry.downtime().toMillis())
                .param(
                        "outcome",
                        entry.outcome() == null ? null : entry.outcome().name())
                .param("summary", text(entry.summary()))
                .param("contained", entry.contained())
                .param("reportUri", text(entry.reportUri()))
                .param("asOf", time(Durations.asOf(entry.status())))
                .param("status", HistoryJson.write(entry.status()))
                .update();
    }

    /** The newest first. */
    public List<HistoryEntry> list(Filter filter) {
        return jdbc.sql("SELECT " + COLUMNS + """
                         FROM lastgood.rollback
                        WHERE (:service::text IS NULL OR service = :service)
                          AND (:environment::text IS NULL OR environment = :environment)
                        ORDER BY started_at DESC, id
                        LIMIT :limit
                        """)
                .param("service", filter.service())
                .param("environment", filter.environment())
                .param("limit", filter.limit())
                .query(RollbackHistory::entry)
                .list();
    }

    /** @param id as {@link RollbackRef#id()} makes it */
    public Optional<HistoryEntry> find(String id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM lastgood.rollback WHERE id = :id")
                .param("id", id)
                .query(RollbackHistory::entry)
                .optional();
    }

    /** The service's newest rollback, running or ended. */
    public Optional<HistoryEntry> latest(ServiceRef service) {
        return list(new Filter(service.service(), service.environment(), 1)).stream()
                .findFirst();
    }

    private static HistoryEntry entry(ResultSet row, int number) throws SQLException {
        ServiceRef service = new ServiceRef(row.getString("environment"), row.getString("service"));
        return new HistoryEntry(
                new RollbackRef(service, row.getString("key")),
                row.getString("workflow_id"),
                row.getString("from_version"),
                row.getString("to_version"),
                row.getString("reason"),
                row.getString("started_by"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("ended_at", OffsetDateTime.class)),
                Duration.ofMillis(row.getLong("duration_ms")),
                Duration.ofMillis(row.getLong("downtime_ms")),
                outcome(row.getString("outcome")),
                row.getString("summary"),
                row.getBoolean("contained"),
                row.getString("report_uri"),
                HistoryJson.read(row.getString("status")));
    }

    /** Null also for a kind that a newer version wrote. */
    private static Outcome.@Nullable Kind outcome(@Nullable String name) {
        return Stream.of(Outcome.Kind.values())
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String text(@Nullable String text) {
        return text == null ? null : HistoryJson.withoutNul(text);
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
