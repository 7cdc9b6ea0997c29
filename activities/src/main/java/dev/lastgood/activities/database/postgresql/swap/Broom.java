package dev.lastgood.activities.database.postgresql.swap;

import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import java.sql.SQLException;

/**
 * A second session that ends those of a database which is about to be renamed: without the gate new ones come in all the
 * time, and RENAME looks only every 100 ms when it has found one.
 */
public final class Broom implements AutoCloseable {
    private static final String SWEEP = "SELECT count(pg_terminate_backend(pid))::text FROM pg_stat_activity"
            + " WHERE datid = ?::oid AND usesysid IS NOT NULL";

    private final Sql sql;
    private final Thread thread;

    private Broom(Sql sql, long oid) {
        this.sql = sql;
        this.thread = new Thread(() -> sweep(oid), "broom");
        thread.setDaemon(true);
    }

    public static Broom start(Server server, long oid) throws SQLException {
        Broom broom = new Broom(server.maintenance(), oid);
        broom.thread.start();
        return broom;
    }

    private void sweep(long oid) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                sql.strings(SWEEP, oid);
                Thread.sleep(2);
            }
        } catch (SQLException | InterruptedException e) {
            // The swap itself meets the same and says so; here there is nobody to tell.
        }
    }

    @Override
    public void close() throws SQLException, InterruptedException {
        thread.interrupt();
        thread.join();
        sql.close();
    }
}
