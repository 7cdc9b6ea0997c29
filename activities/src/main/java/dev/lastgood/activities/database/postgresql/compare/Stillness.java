package dev.lastgood.activities.database.postgresql.compare;

import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.model.Comparison;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tables of live that nobody has written to since they were compared, without reading what is in their rows: as many rows
 * as then, and none by a transaction that had not ended then. In doubt a table is not still, and is compared again.
 */
final class Stillness {
    /** Transactions are numbered in 32 bits, of which half lie behind: far enough from where that would turn around. */
    private static final long MOST = 1L << 30;

    private final Map<String, Comparison.Table> tables;
    private final @Nullable Long asOf;

    /** @param shown what was measured before; null where nothing was */
    Stillness(@Nullable Comparison shown) {
        asOf = shown == null ? null : shown.liveAsOf();
        tables = shown == null
                ? Map.of()
                : shown.tables().stream().collect(Collectors.toMap(Comparison.Table::table, Function.identity()));
    }

    /** The oldest transaction that this session's snapshot has not seen end. */
    static long asOf(Sql live) throws SQLException {
        return live.one("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint", row -> row.getLong(1));
    }

    /** What was measured before, where it still holds. */
    Optional<Comparison.Table> still(Sql live, String table) throws SQLException {
        Comparison.Table before = tables.get(table);
        if (asOf == null || before == null || before.sampled() > 0 || asOf(live) - asOf > MOST) {
            return Optional.empty();
        }
        boolean still = live.one(
                "SELECT count(*) = " + before.liveRows() + " AND count(*) FILTER (WHERE age(xmin) <= age('"
                        + (asOf & 0xffff_ffffL) + "'::xid)) = 0 FROM ONLY " + table,
                row -> row.getBoolean(1));
        return still ? Optional.of(before) : Optional.empty();
    }
}
