package dev.lastgood.activities.evidence;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.support.Databases;
import dev.lastgood.activities.support.Databases.Login;
import dev.lastgood.activities.support.road.Tunnel;
import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.catalog.settings.SecretRef;
import dev.lastgood.workflows.model.Target;
import java.io.IOException;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** The state of a PostgreSQL database, as CSV: how many rows each table has, who is connected, and what the catalog asks. */
public final class SqlSource implements EvidenceSource {
    /** Identifiers are quoted by the server. */
    private static final String COUNT_ALL = "SELECT coalesce(string_agg(format("
            + "'SELECT %L AS \"table\", count(*) AS \"rows\" FROM %I.%I', schemaname || '.' || tablename, schemaname, tablename),"
            + " ' UNION ALL ' ORDER BY schemaname, tablename), 'SELECT 1 AS \"no tables\" WHERE false')"
            + " FROM pg_catalog.pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')";

    private static final String ACTIVITY = "SELECT pid, usename, application_name, client_addr, state, wait_event_type,"
            + " wait_event, backend_start, xact_start, query_start, left(query, 200) AS query"
            + " FROM pg_catalog.pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            + " ORDER BY query_start";

    private final Settings settings;

    public SqlSource(Settings settings) {
        this.settings = settings;
    }

    /** Whom to ask what. */
    public record Config(
            @Describe("host:port") String server,
            @Describe("The database's name") String database,
            @Describe("Who asks") String user,
            @Describe("Where the password is") @Nullable SecretRef password,

            @Describe("Further queries, by name") @Default("{}")
            Map<String, String> queries,

            @Describe("How long one query may take") @Default("60s")
            Duration timeout,

            @Describe("How to come to a server of which no port is reached; then server is only what people call it")
            @Nullable
            Tunnel tunnel) {}

    @Override
    public String type() {
        return "sql";
    }

    @Override
    public Class<Config> settings() {
        return Config.class;
    }

    @Override
    public String extension() {
        return "csv";
    }

    @Override
    public String read(Target source) throws SQLException, IOException {
        var how = settings.bind(source, Config.class);
        var login = new Login(how.server(), how.database(), how.user(), how.password(), how.tunnel());
        var text = new StringBuilder();
        try (Connection connection = Databases.reading(login, settings, how.timeout())) {
            var queries = new LinkedHashMap<String, String>();
            queries.put("rows by table", countAll(connection));
            queries.put("sessions", ACTIVITY);
            queries.putAll(how.queries());
            for (var query : queries.entrySet()) {
                text.append("# ").append(query.getKey()).append('\n');
                text.append(csv(connection, query.getValue())).append('\n');
            }
        }
        return text.toString();
    }

    private static String countAll(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(COUNT_ALL)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** One query that fails does not take the others along. */
    private static String csv(Connection connection, String query) throws IOException {
        var text = new StringWriter();
        try {
            String plain = query.strip().replaceFirst(";+$", "");
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (" + plain + "\n) TO STDOUT (FORMAT csv, HEADER)", text);
            return text.toString();
        } catch (SQLException e) {
            return "This query failed: " + e.getMessage() + "\n";
        }
    }
}
