package dev.lastgood.activities.database.postgresql.swap;

import dev.lastgood.activities.database.postgresql.dumps.BadDump;
import dev.lastgood.activities.database.postgresql.dumps.ClientProgram;
import dev.lastgood.activities.database.postgresql.dumps.DumpReader;
import dev.lastgood.activities.database.postgresql.dumps.Statement;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.programs.PostgresPrograms;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Schemas from one database to another of the same server: pg_dump into psql, in one transaction. It is committed only after
 * all was read and the dump's closing mark seen; whatever ends before rolls back.
 */
final class Transfer {
    static final String ROLE = "transfer";
    // The session of a worker whose machine went away must not hold its locks for hours.
    private static final String OPTIONS =
            "-c tcp_keepalives_idle=1 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3 -c default_transaction_read_only=off";

    private final Server server;
    private final PostgresPrograms.Client client;

    Transfer(Server server, PostgresPrograms.Client client) {
        this.server = server;
        this.client = client;
    }

    interface Content {
        void write(OutputStream psql) throws Exception;
    }

    interface Target {
        void read(InputStream dump) throws Exception;
    }

    /** A worker that was killed leaves its programs running, for as long as they have something to read. */
    void endEarlier(Sql sql) throws SQLException {
        server.endSessions(sql, ROLE);
    }

    /** Gives psql, connected to the database, what {@code content} writes, within one transaction. */
    void load(String database, Content content) throws Exception {
        Exception[] failed = new Exception[1];
        ClientProgram psql = new ClientProgram(
                client.program("psql"),
                List.of("-X", "-q", "-w", "-v", "ON_ERROR_STOP=1"),
                server,
                database,
                ROLE,
                OPTIONS);
        ClientProgram.Result result;
        try {
            result = psql.feed(in -> feed(in, content, failed));
        } catch (BadDump e) {
            throw failed[0] == null ? e : failed[0];
        }
        if (!result.ok()) {
            throw new IllegalStateException(
                    database + " was not changed, as the load failed: " + server.redact(result.errors()), failed[0]);
        }
    }

    private static void feed(OutputStream psql, Content content, Exception[] failed) throws IOException, BadDump {
        try {
            write(
                    psql,
                    "BEGIN;\nSET lock_timeout = 0;\nSET statement_timeout = 0;\n"
                            + "SET idle_in_transaction_session_timeout = 0;\n");
            content.write(psql);
            write(psql, "COMMIT;\n");
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            failed[0] = e;
            throw new BadDump(String.valueOf(e.getMessage()));
        }
    }

    static void write(OutputStream psql, String text) throws IOException {
        psql.write(text.getBytes(StandardCharsets.UTF_8));
        psql.flush();
    }

    /** The SQL that makes these schemas, such as {@code pg_dump} writes it. */
    void dump(String database, Collection<String> schemas, Target target) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--no-password", "--no-subscriptions", "--no-publications"));
        for (String schema : schemas) {
            arguments.add("--schema=" + Sql.quote(schema));
        }
        Exception[] failed = new Exception[1];
        ClientProgram.Result result = new ClientProgram(
                        client.program("pg_dump"), arguments, server, database, ROLE, "")
                .read(out -> {
                    try {
                        target.read(out);
                    } catch (IOException e) {
                        throw e;
                    } catch (Exception e) {
                        failed[0] = e;
                    }
                });
        if (!result.ok()) {
            throw new IllegalStateException(
                    "pg_dump of " + database + ": " + server.redact(result.errors()), failed[0]);
        }
        if (failed[0] != null) {
            throw failed[0];
        }
    }

    /** @param there schemas, quoted where needed, that the other database has already: they are not made, owned or granted again */
    void copy(InputStream dump, OutputStream psql, int serverMajor, List<String> there) throws IOException, BadDump {
        DumpReader reader = new DumpReader(dump);
        for (DumpReader.Event event = reader.next(); event != null; event = reader.next()) {
            Statement statement = event.statement();
            if (statement != null) {
                if (!isUnwanted(statement.sql().strip(), serverMajor, there)) {
                    write(psql, statement.sql() + "\n");
                }
            } else if (event.rows() != null) {
                rows(event.rows(), psql);
            }
        }
    }

    private static void rows(DumpReader.Rows rows, OutputStream psql) throws IOException, BadDump {
        write(psql, rows.copy() + ";\n");
        byte[] chunk = new byte[DumpReader.Rows.CHUNK];
        for (int length = rows.read(chunk); length > 0; length = rows.read(chunk)) {
            psql.write(chunk, 0, length);
        }
        write(psql, "\\.\n");
    }

    private static boolean isUnwanted(String sql, int serverMajor, List<String> there) {
        return sql.startsWith("COMMENT ON EXTENSION ")
                || serverMajor < 17 && sql.equals("SET transaction_timeout = 0;")
                || sql.contains(" SCHEMA ") && there.stream().anyMatch(it -> isAbout(sql, it));
    }

    private static boolean isAbout(String sql, String schema) {
        return sql.equals("CREATE SCHEMA " + schema + ";")
                || sql.startsWith("ALTER SCHEMA " + schema + " OWNER TO ")
                || sql.startsWith("GRANT ") && sql.contains(" ON SCHEMA " + schema + " TO ")
                || sql.startsWith("REVOKE ") && sql.contains(" ON SCHEMA " + schema + " FROM ");
    }
}
