package dev.lastgood.activities.database.postgresql.inspect;

import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.model.Finding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** In the server's other databases: foreign servers, functions and jobs that reach this one by its name. */
final class PointersElsewhere implements Look {
    private static final int MOST = 20;
    private static final String FOREIGN =
            "SELECT srvname, coalesce((SELECT option_value FROM pg_options_to_table(srvoptions) WHERE option_name = 'host'),"
                    + " 'this server') FROM pg_foreign_server WHERE EXISTS (SELECT FROM pg_options_to_table(srvoptions)"
                    + " WHERE option_name = 'dbname' AND option_value = ?)";
    private static final String FUNCTIONS =
            "SELECT quote_ident(n.nspname) || '.' || quote_ident(p.proname) FROM pg_proc p"
                    + " JOIN pg_namespace n ON n.oid = p.pronamespace WHERE strpos(replace(p.prosrc, '''''', ''''), 'dbname=' || ?) > 0";

    @Override
    public List<Finding> look(Ground ground) throws SQLException {
        List<String> others = ground.sql()
                .strings(
                        "SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate AND oid <> ?::oid"
                                + " AND has_database_privilege(oid, 'CONNECT')"
                                + " AND coalesce(shobj_description(oid, 'pg_database'), '') NOT LIKE '{\"lastgood\"%'"
                                + " ORDER BY datname",
                        ground.oid());
        List<Finding> found = new ArrayList<>();
        for (String other : others.subList(0, Math.min(MOST, others.size()))) {
            try (Sql sql = ground.server().connect(other)) {
                sql.execute("SET statement_timeout = '2s'");
                found.addAll(in(sql, other, ground.live()));
            } catch (SQLException | RuntimeException e) {
                found.add(Look.toKnow(
                        "database " + other + " can't be looked into: " + e.getMessage(),
                        "whether something there reaches " + ground.live() + " by name is not known"));
            }
        }
        if (others.size() > MOST) {
            found.add(Look.toKnow(
                    (others.size() - MOST) + " more databases on this server were not looked into",
                    "foreign servers and jobs there may reach " + ground.live() + " by name"));
        }
        return found;
    }

    private static List<Finding> in(Sql sql, String other, String live) throws SQLException {
        List<Finding> found = new ArrayList<>(sql.list(
                FOREIGN,
                row -> byName("foreign server " + row.getString(1) + " (host: " + row.getString(2) + ")", other, live),
                live));
        found.addAll(sql.list(FUNCTIONS, row -> byName("function " + row.getString(1), other, live), live));
        if (sql.one("SELECT to_regclass('cron.job') IS NOT NULL", row -> row.getBoolean(1))) {
            found.addAll(sql.list(
                    "SELECT jobid FROM cron.job WHERE database = ? AND active",
                    row -> byName("job " + row.getLong(1) + " of pg_cron", other, live),
                    live));
        }
        return found;
    }

    private static Finding byName(String what, String other, String live) {
        return Look.toKnow(
                what + " in database " + other + " reaches " + live + " by name",
                "it meets the restored data after the swap; a query of it in flight is ended");
    }
}
