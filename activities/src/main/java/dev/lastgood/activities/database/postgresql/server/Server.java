package dev.lastgood.activities.database.postgresql.server;

import dev.lastgood.activities.database.Attended;
import dev.lastgood.activities.database.postgresql.PostgresSettings;
import dev.lastgood.activities.support.road.DirectRoad;
import dev.lastgood.activities.support.road.Road;
import dev.lastgood.catalog.settings.SecretRef;
import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The patient's server for the time of one activity: every session ends when the activity is stopped.
 *
 * @param road how sessions come to it; its address is what people call it where that is a tunnel
 * @param password empty where the server asks for none
 * @param application the name under which the sessions stand in {@code pg_stat_activity}, such as {@code lastgood-1a2b3c4d}
 * @param before sees each statement before it is sent
 * @param secrets for what the settings name beside the server: poolers, the application's login
 */
public record Server(
        Address address,
        Road road,
        PostgresSettings settings,
        String password,
        String application,
        Attended attended,
        Consumer<String> before,
        Secrets secrets,
        boolean readsOnly) {

    public Server(
            Address address,
            Road road,
            PostgresSettings settings,
            String password,
            String application,
            Attended attended,
            Consumer<String> before,
            Secrets secrets) {
        this(address, road, settings, password, application, attended, before, secrets, false);
    }

    /** What a database's or role's own settings must not change, and what row hashes depend on. */
    private static final String OPTIONS =
            "-c default_transaction_read_only=off -c statement_timeout=0 -c lock_timeout=0"
                    + " -c idle_in_transaction_session_timeout=0 -c bytea_output=hex -c IntervalStyle=postgres"
                    + " -c search_path=pg_catalog"
                    // A commit that waits for a standby which is down would hold its locks, and with them every login.
                    + " -c synchronous_commit=local";

    /** Where a server listens. */
    public record Address(String host, int port) {
        public static Address of(String server) {
            int colon = server.lastIndexOf(':');
            boolean port = colon > server.lastIndexOf(']') && server.indexOf(':') >= 0;
            try {
                String host = port ? server.substring(0, colon) : server;
                return new Address(
                        host.replaceAll("[\\[\\]]", ""), port ? Integer.parseInt(server.substring(colon + 1)) : 5432);
            } catch (NumberFormatException e) {
                throw Failures.permanent(
                        FailureType.CONFIGURATION,
                        "server '" + server + "' is not host:port, such as db.internal:5432");
            }
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** Another server under the same role, such as a standby: straight there. */
    public Server at(Address other) {
        Road direct = new DirectRoad(other.host(), other.port());
        return new Server(other, direct, settings, password, application, attended, before, secrets, readsOnly);
    }

    /** Whether its address is a name only, and nothing that can be compared with another's. */
    public boolean tunnelled() {
        return road.hidden();
    }

    /** The same, in sessions that the server itself lets write nothing. */
    public Server readingOnly() {
        return new Server(address, road, settings, password, application, attended, before, secrets, true);
    }

    /** Empty where there is none. */
    public String secret(@Nullable SecretRef reference) {
        return reference == null ? "" : secrets.resolve(reference);
    }

    /**
     * A worker that was killed leaves its programs and sessions running.
     *
     * @param role behind the application name, such as {@code restore}
     * @return one entry for each that was told to end
     */
    public List<String> endSessions(Sql sql, String role) throws SQLException {
        return sql.strings(
                "SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity WHERE application_name = ?",
                application + "-" + role);
    }

    public Sql maintenance() throws SQLException {
        return connect(settings.maintenanceDatabase());
    }

    /**
     * @throws io.temporal.failure.ApplicationFailure when the login is refused or there is no such database
     * @throws SQLException when the server can't be reached, which may pass
     */
    public Sql connect(String database) throws SQLException {
        try {
            Connection connection = road.connect(database, properties());
            Sql sql = new Sql(connection, before);
            attended.onStop(sql::abort);
            return sql;
        } catch (SQLException e) {
            throw refused(database, e);
        }
    }

    /**
     * A session that takes a dump's statements as they are: each one simple query, nothing in it interpreted.
     *
     * @param role behind the application name
     * @param options more of what the session is started with, such as {@code -c work_mem=4MB}
     */
    public Connection connectPlainly(String database, String role, String options) throws SQLException {
        Properties properties = properties();
        properties.setProperty("ApplicationName", application + "-" + role);
        properties.setProperty("options", OPTIONS + options);
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("preparedStatementCacheQueries", "0");
        try {
            Connection connection = road.connect(database, properties);
            attended.onStop(() -> Sql.abort(connection));
            return connection;
        } catch (SQLException e) {
            throw refused(database, e);
        }
    }

    /** For libpq's programs, in the child's environment: nothing of it shows in a list of processes. */
    public Map<String, String> environment(String database, String role) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PGUSER", settings.user());
        environment.put("PGDATABASE", database);
        environment.put("PGAPPNAME", application + "-" + role);
        environment.put("PGSSLMODE", settings.sslMode().libpq());
        environment.put("PGCONNECT_TIMEOUT", "10");
        environment.put("PGCLIENTENCODING", "UTF8");
        if (!password.isEmpty()) {
            environment.put("PGPASSWORD", password);
        }
        if (settings.sslRootCert() != null) {
            environment.put("PGSSLROOTCERT", settings.sslRootCert());
        }
        environment.putAll(road.libpq());
        return environment;
    }

    /** What a program printed, without the password. */
    public String redact(String text) {
        return password.isEmpty() ? text : text.replace(password, "***");
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", password);
        properties.setProperty("sslmode", settings.sslMode().libpq());
        if (settings.sslRootCert() != null) {
            properties.setProperty("sslrootcert", settings.sslRootCert());
        }
        properties.setProperty("ApplicationName", application);
        properties.setProperty("options", OPTIONS + (readsOnly ? " -c default_transaction_read_only=on" : ""));
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "30");
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }

    private SQLException refused(String database, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        String where = "database " + database + " on " + address;
        if (state.startsWith("28")) {
            throw Failures.permanent(
                    FailureType.REFUSED,
                    where + " refuses the login of " + settings.user() + ": " + redact(String.valueOf(e.getMessage())));
        }
        if ("3D000".equals(state)) {
            throw Failures.permanent(FailureType.NOT_FOUND, where + " does not exist");
        }
        return new SQLException("can't connect to " + where + ": " + redact(String.valueOf(e.getMessage())), state, e);
    }
}
