package dev.lastgood.activities.database.postgresql.load;

import dev.lastgood.activities.database.postgresql.dumps.Statement;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The sessions that load a dump. The first runs its statements in their order; the others help with rows and indexes, are
 * opened when they are first needed, and know every setting that the dump has made until then.
 */
final class Connections implements AutoCloseable {
    private final Server server;
    private final String database;
    private final String options;
    private final List<Connection> open = new ArrayList<>();
    private final List<Statement> settings = new ArrayList<>();

    /** @param options as postgres takes them on its command line */
    Connections(Server server, String database, String options) {
        this.server = server;
        this.database = database;
        this.options = options;
    }

    /** In the first session. */
    void run(Statement statement) {
        run(0, statement);
    }

    void run(int number, Statement statement) {
        try {
            run(get(number), statement);
        } catch (SQLException e) {
            throw new StatementFailed(statement.line(), statement.shown(), e);
        }
    }

    /** In all sessions, those that are opened later too. */
    synchronized void everywhere(Statement setting) {
        try {
            for (Connection connection : open.isEmpty() ? List.of(get(0)) : open) {
                run(connection, setting);
            }
        } catch (SQLException e) {
            throw new StatementFailed(setting.line(), setting.shown(), e);
        }
        settings.add(setting);
    }

    /** Of Lastgood's own, not of the dump. */
    void execute(int number, String sql) throws SQLException {
        execute(get(number), sql);
    }

    CopyManager copies(int number) throws SQLException {
        return get(number).unwrap(PGConnection.class).getCopyAPI();
    }

    /** Seen before it is sent, as every statement of Lastgood's own. */
    void announce(String sql) {
        server.before().accept(sql);
    }

    private synchronized Connection get(int number) throws SQLException {
        while (open.size() <= number) {
            // A helper builds one of several indexes at a time, so each by one process.
            String more = open.isEmpty() ? "" : " -c max_parallel_maintenance_workers=0";
            Connection connection = server.connectPlainly(database, DumpLoader.ROLE, options + more);
            open.add(connection);
            for (Statement setting : settings) {
                run(connection, setting);
            }
        }
        return open.get(number);
    }

    private static void run(Connection connection, Statement statement) throws SQLException {
        execute(connection, statement.sql());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (java.sql.Statement jdbc = connection.createStatement()) {
            jdbc.setEscapeProcessing(false);
            jdbc.execute(sql);
        }
    }

    /** At once, whatever they do. */
    @Override
    public synchronized void close() {
        open.forEach(Sql::abort);
        open.clear();
    }
}
