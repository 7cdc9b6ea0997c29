package dev.lastgood.activities.database.postgresql.inspect;

import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.model.Finding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What makes a rename fail, or the swap leave something broken behind, however many sessions are ended. */
final class Blocking implements Look {
    @Override
    public List<Finding> look(Ground ground) throws SQLException {
        return of(ground.sql(), ground.live());
    }

    static List<Finding> of(Sql sql, String database) throws SQLException {
        List<Finding> found = new ArrayList<>(sql.list(
                "SELECT quote_literal(gid), owner FROM pg_prepared_xacts WHERE database = ?",
                row -> Look.inTheWay(
                        "prepared transaction " + row.getString(1) + " of " + row.getString(2),
                        "COMMIT PREPARED or ROLLBACK PREPARED it, as a rename waits for it and fails"),
                database));
        found.addAll(sql.list(
                "SELECT slot_name, active FROM pg_replication_slots WHERE slot_type = 'logical' AND database = ?",
                row -> Look.inTheWay(
                        "logical replication slot " + row.getString(1) + (row.getBoolean(2) ? ", in use" : ""),
                        "it would stay with the displaced database and keep its WAL until the disk is full: stop its"
                                + " consumer and pg_drop_replication_slot it; after the restore the consumer has to copy anew"),
                database));
        found.addAll(sql.list(
                "SELECT subname FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid"
                        + " WHERE s.subenabled AND d.datname = ?",
                row -> Look.inTheWay(
                        "subscription " + row.getString(1) + " is enabled",
                        "its worker would come back and go on writing to the displaced database: ALTER SUBSCRIPTION "
                                + Sql.quote(row.getString(1)) + " DISABLE it"),
                database));
        return found;
    }
}
