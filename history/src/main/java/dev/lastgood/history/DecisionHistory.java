package dev.lastgood.history;

import dev.lastgood.workflows.model.ServiceRef;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was decided, and what decisions need to know of the past. Its errors are Spring's {@code DataAccessException}s. */
public final class DecisionHistory {
    /** What is written later knows the outcome; what was written first may come late. */
    private static final String UPSERT = """
            INSERT INTO lastgood.decision AS kept (
                id, fingerprint, starts_at, alert, service, environment, verdict, rule, reasons, at, rollback, outcome,
                decided_by)
            VALUES (
                :id, :fingerprint, :startsAt, :alert, :service, :environment, :verdict, :rule, :reasons, :at, :rollback,
                :outcome, :by)
            ON CONFLICT (id) DO UPDATE SET
                rollback = coalesce(excluded.rollback, kept.rollback),
                outcome = coalesce(excluded.outcome, kept.outcome),
                decided_by = coalesce(excluded.decided_by, kept.decided_by)
            """;

    private static final String LAST = """
            SELECT id, ended_at, outcome, status -> 'to' ->> 'id' AS release
              FROM lastgood.rollback
             WHERE service = :service AND environment = :environment
               AND ended_at IS NOT NULL AND outcome NOT IN ('REFUSED', 'NOTHING_TO_DO')
             ORDER BY ended_at DESC
             LIMIT 1
            """;

    private final JdbcClient jdbc;

    /** @param dataSource from {@link HistoryDatabase#dataSource()} */
    public DecisionHistory(DataSource dataSource) {
        jdbc = JdbcClient.create(dataSource);
    }

    /** @param release the id of what it went back to, where it did */
    public record LastRollback(
            String id,
            Instant endedAt,
            String outcome,
            @Nullable String release) {}

    /** Of the same id there is one row; what came of it is added to it. */
    public void record(DecisionEntry entry) {
        jdbc.sql(UPSERT)
                .param("id", entry.id())
                .param("fingerprint", HistoryJson.withoutNul(entry.fingerprint()))
                .param("startsAt", time(entry.startsAt()))
                .param("alert", HistoryJson.withoutNul(entry.alert()))
                .param("service", entry.service())
                .param("environment", entry.environment())
                .param("verdict", entry.verdict())
                .param("rule", text(entry.rule()))
                .param(
                        "reasons",
                        entry.reasons().stream().map(HistoryJson::withoutNul).toArray(String[]::new))
                .param("at", time(entry.at()))
                .param("rollback", text(entry.rollback()))
                .param("outcome", text(entry.outcome()))
                .param("by", text(entry.by()))
                .update();
    }

    /** The newest first. */
    public List<DecisionEntry> list(RollbackHistory.Filter filter) {
        return jdbc.sql("""
                        SELECT id, fingerprint, starts_at, alert, service, environment, verdict, rule, reasons, at,
                               rollback, outcome, decided_by
                          FROM lastgood.decision
                         WHERE (:service::text IS NULL OR service = :service)
                           AND (:environment::text IS NULL OR environment = :environment)
                         ORDER BY at DESC, id
                         LIMIT :limit
                        """)
                .param("service", filter.service())
                .param("environment", filter.environment())
                .param("limit", filter.limit())
                .query(DecisionHistory::entry)
                .list();
    }

    /** The service's newest rollback that has ended and changed something. */
    public Optional<LastRollback> last(ServiceRef service) {
        return jdbc.sql(LAST)
                .param("service", service.service())
                .param("environment", service.environment())
                .query((row, number) -> new LastRollback(
                        row.getString("id"),
                        row.getObject("ended_at", OffsetDateTime.class).toInstant(),
                        row.getString("outcome"),
                        row.getString("release")))
                .optional();
    }

    /**
     * Puts on record that a service wants to be rolled back by itself because of an event, once; says how many services wanted to
     * within the time, this one counted.
     *
     * @param since what came before does not count, where it is known: when the brake was armed again
     */
    public int wish(ServiceRef service, String event, Duration within, @Nullable Instant since) {
        jdbc.sql("INSERT INTO lastgood.wish (event, environment, service) VALUES (:event, :environment, :service)"
                        + " ON CONFLICT DO NOTHING")
                .param("event", HistoryJson.withoutNul(event))
                .param("environment", service.environment())
                .param("service", service.service())
                .update();
        return jdbc.sql("""
                        SELECT count(DISTINCT (environment, service))
                          FROM lastgood.wish
                         WHERE at > now() - :seconds * interval '1 second'
                           AND (:since::timestamptz IS NULL OR at > :since)
                           OR (environment = :environment AND service = :service)
                        """)
                .param("seconds", within.toSeconds())
                .param("since", since == null ? null : time(since))
                .param("environment", service.environment())
                .param("service", service.service())
                .query(Integer.class)
                .single();
    }

    private static DecisionEntry entry(ResultSet row, int number) throws SQLException {
        Array reasons = row.getArray("reasons");
        return new DecisionEntry(
                row.getString("id"),
                row.getString("fingerprint"),
                row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                row.getString("alert"),
                row.getString("service"),
                row.getString("environment"),
                row.getString("verdict"),
                row.getString("rule"),
                List.of((String[]) reasons.getArray()),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("rollback"),
                row.getString("outcome"),
                row.getString("decided_by"));
    }

    private static @Nullable String text(@Nullable String text) {
        return text == null ? null : HistoryJson.withoutNul(text);
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
