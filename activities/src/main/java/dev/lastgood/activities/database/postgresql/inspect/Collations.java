package dev.lastgood.activities.database.postgresql.inspect;

import dev.lastgood.workflows.model.Finding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Collations whose version has moved on under the data: live's indexes on text may be wrong, the restored ones are built anew. */
final class Collations implements Look {
    private static final int OF_DATABASES_SINCE = 15;

    @Override
    public List<Finding> look(Ground ground) throws SQLException {
        List<Finding> found = new ArrayList<>(ground.inLive()
                .list(
                        "SELECT collname, collversion, pg_collation_actual_version(oid) FROM pg_collation"
                                + " WHERE collversion <> pg_collation_actual_version(oid) AND oid IN"
                                + " (SELECT attcollation FROM pg_attribute)",
                        row -> moved("collation " + row.getString(1), row.getString(2), row.getString(3))));
        if (ground.major() >= OF_DATABASES_SINCE) {
            found.addAll(ground.sql()
                    .list(
                            "SELECT datname, datcollversion, pg_database_collation_actual_version(oid) FROM pg_database"
                                    + " WHERE oid = ?::oid AND datcollversion <> pg_database_collation_actual_version(oid)",
                            row -> moved("the collation of " + row.getString(1), row.getString(2), row.getString(3)),
                            ground.oid()));
        }
        return found;
    }

    private static Finding moved(String what, String made, String now) {
        return Look.toKnow(
                what + " was version " + made + ", the system now has " + now,
                "live's indexes on text may miss rows; the restored ones are built with the new version");
    }
}
