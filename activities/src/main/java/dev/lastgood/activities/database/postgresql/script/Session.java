package dev.lastgood.activities.database.postgresql.script;

import dev.lastgood.activities.database.postgresql.script.Statements.Statement;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/** The session that a script runs in, as psql's would be but for the locks, for which it does not wait forever. */
final class Session {
    /** Behind the application name of the sessions that run scripts. */
    static final String ROLE = "script";

    private static final Set<String> BUSY = Set.of("55P03", "40P01", "40001");
    // A script that names tables without a schema means those of the role's own path, which Lastgood's sessions do not
    // have.
    private static final String SEARCH_PATH = "SELECT set_config('search_path', coalesce(("
            + " SELECT substr(c, length('search_path=') + 1) FROM pg_db_role_setting s, unnest(s.setconfig) c"
            + " WHERE c LIKE 'search\\_path=%' AND s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname ="
            + " current_database())) AND s.setrole IN (0, (SELECT oid FROM pg_roles WHERE rolname = current_user))"
            + " ORDER BY s.setrole = 0, s.setdatabase = 0 LIMIT 1), '\"$user\", public'), true)";

    private Session() {}

    static Sql open(Server server, String database) throws SQLException {
        Sql sql = server.connect(database);
        sql.strings("SELECT set_config('application_name', ?, false)", server.application() + "-" + ROLE);
        return sql;
    }

    static void begin(Sql sql, Duration lockTimeout) throws SQLException {
        sql.execute("BEGIN");
        sql.strings("SELECT set_config('lock_timeout', ?, true)", lockTimeout.toMillis() + "ms");
        sql.strings(SEARCH_PATH);
    }

    /** @throws io.temporal.failure.ApplicationFailure naming the line, where the server refuses the statement for good */
    static long run(Sql sql, Script script, Statement statement) throws SQLException {
        try {
            return sql.run(statement.text());
        } catch (SQLException e) {
            if (isBusy(e) || isLost(e)) {
                throw e;
            }
            throw Failures.permanent(
                    FailureType.COMMAND_FAILED,
                    script.name() + ", line " + statement.line() + " (" + Script.shown(statement) + "): "
                            + e.getMessage());
        }
    }

    /** Somebody else holds what it needs; a moment later they may not. */
    static boolean isBusy(SQLException e) {
        return BUSY.contains(String.valueOf(e.getSQLState()));
    }

    private static boolean isLost(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || state.startsWith("57P");
    }
}
