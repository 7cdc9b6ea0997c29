package dev.lastgood.activities.database.postgresql.swap;

import dev.lastgood.activities.database.postgresql.server.Sql;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What {@code swap.sql} does, as it reads it.
 *
 * @param gate whether logins wait at a lock on pg_database
 * @param superuser whether all sessions can be ended, autovacuum's too
 * @param limit an interval as PostgreSQL writes it
 */
record SwapPlan(
        long leaving,
        long entering,
        String live,
        String enteringName,
        String leavingName,
        String leavingComment,
        @Nullable String enteringComment,
        boolean fenceConnect,
        boolean fenceWrites,
        boolean unfenceConnect,
        boolean unfenceWrites,
        boolean gate,
        boolean superuser,
        String limit) {
    private static final String BLOCK = Blocks.read("swap.sql");

    void run(Sql sql) throws SQLException {
        Blocks.run(sql, BLOCK, this);
    }
}
