package dev.lastgood.activities.database.postgresql.inspect;

import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.model.Finding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Creating and renaming; what only a superuser may. */
final class Rights implements Look {
    @Override
    public List<Finding> look(Ground ground) throws SQLException {
        List<Finding> found = new ArrayList<>();
        if (ground.superuser()) {
            return found;
        }
        String user = ground.user();
        if (!ground.sql()
                .one("SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user", row -> row.getBoolean(1))) {
            found.add(Look.inTheWay(
                    "role " + user + " may not create databases",
                    "ALTER ROLE " + Sql.quote(user) + " CREATEDB, or name a superuser in the catalog"));
        }
        if (!ground.sql().one("SELECT pg_has_role(current_user, 'pg_signal_backend', 'USAGE')", r -> r.getBoolean(1))) {
            found.addAll(othersSessions(ground));
        }
        return found;
    }

    private static List<Finding> othersSessions(Ground ground) throws SQLException {
        return ground.sql()
                .list(
                        "SELECT usename, count(*) FROM pg_stat_activity WHERE datid = ?::oid AND usename IS NOT NULL"
                                + " AND NOT pg_has_role(current_user, usesysid, 'USAGE') GROUP BY usename",
                        row -> Look.toKnow(
                                row.getLong(2) + " sessions of " + row.getString(1) + ", which role " + ground.user()
                                        + " may not end",
                                "GRANT pg_signal_backend TO " + Sql.quote(ground.user())
                                        + ", or the swap gives up and leaves all as it is"),
                        ground.oid());
    }
}
