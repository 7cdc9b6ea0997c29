package dev.lastgood.activities.database.postgresql.inspect;

import dev.lastgood.workflows.model.Finding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Extensions that work in a database by themselves: some can't be restored beside, some come back when they are ended. */
final class BackgroundWorkers implements Look {
    @Override
    public List<Finding> look(Ground ground) throws SQLException {
        List<String> extensions = ground.inLive().strings("SELECT extname FROM pg_extension");
        List<Finding> found = new ArrayList<>();
        if (extensions.contains("pg_cron")) {
            found.add(Look.inTheWay(
                    "pg_cron is installed in " + ground.live(),
                    "it can be created in one database of a server only, so a restore beside fails at it: move it to another"
                            + " (cron.database_name) and schedule with cron.schedule_in_database"));
        } else if (ground.live().equals(cronDatabase(ground))) {
            found.add(Look.toKnow(
                    "cron.database_name is " + ground.live(),
                    "pg_cron's launcher works in whatever database has that name: jobs run on the restored data"));
        }
        if (extensions.contains("timescaledb")) {
            found.add(Look.inTheWay(
                    "TimescaleDB is installed in " + ground.live(),
                    "its data loads only between timescaledb_pre_restore() and timescaledb_post_restore(), which"
                            + " Lastgood does not call: restore by hand"));
        }
        if (extensions.contains("pglogical")) {
            found.add(Look.inTheWay(
                    "pglogical is installed in " + ground.live(),
                    "its nodes and slots belong to this very database and would fight with the restored ones: drop its"
                            + " node first, and make it anew afterwards"));
        }
        if (extensions.contains("pg_net")) {
            found.add(Look.toKnow(
                    "pg_net is installed in " + ground.live(),
                    "requests that wait in its queue stay with the displaced database"));
        }
        found.addAll(running(ground));
        return found;
    }

    private static String cronDatabase(Ground ground) throws SQLException {
        return ground.sql()
                .one("SELECT coalesce(current_setting('cron.database_name', true), '')", r -> r.getString(1));
    }

    // Others than these are workers of extensions. The logical ones are subscriptions', which Blocking tells of.
    private static List<Finding> running(Ground ground) throws SQLException {
        return ground.sql()
                .list(
                        "SELECT backend_type, count(*) FROM pg_stat_activity WHERE datid = ?::oid AND backend_type NOT IN"
                                + " ('client backend', 'walsender', 'autovacuum worker', 'parallel worker', 'slotsync worker')"
                                + " AND backend_type NOT LIKE 'logical replication%' GROUP BY 1",
                        row -> Look.willBeDone(
                                row.getLong(2) + " background " + (row.getLong(2) == 1 ? "worker (" : "workers (")
                                        + row.getString(1) + ")",
                                "ended in the swap; they come back by themselves, on the restored data"),
                        ground.oid());
    }
}
