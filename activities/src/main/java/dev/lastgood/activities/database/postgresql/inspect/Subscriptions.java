package dev.lastgood.activities.database.postgresql.inspect;

import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.model.Finding;
import java.sql.SQLException;
import java.util.List;

/** Subscriptions that are disabled, here and in what was restored: nobody stumbles over them but whoever enables both. */
public final class Subscriptions implements Look {
    private static final String DISABLED =
            "SELECT subname, subslotname FROM pg_subscription WHERE NOT subenabled AND subdbid = ?::oid";

    @Override
    public List<Finding> look(Ground ground) throws SQLException {
        return ground.sql()
                .list(
                        DISABLED,
                        row -> Look.toKnow(
                                "subscription " + row.getString(1) + " is disabled",
                                "it stays with the displaced database, and its slot on the publisher keeps WAL there"),
                        ground.oid());
    }

    /** @param oid the restored database's */
    public static List<Finding> restored(Sql maintenance, long oid) throws SQLException {
        return maintenance.list(
                DISABLED,
                row -> Look.toKnow(
                        "the backup brings subscription " + row.getString(1) + " along, disabled",
                        "enable it by hand after the swap, once nothing else reads its slot " + row.getString(2)
                                + ", or drop it"),
                oid);
    }
}
