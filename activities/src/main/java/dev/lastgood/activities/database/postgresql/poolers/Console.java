package dev.lastgood.activities.database.postgresql.poolers;

import dev.lastgood.activities.database.postgresql.PostgresSettings.PgBouncer;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/** A session at the admin console of one PgBouncer. Not ended with the activity: whoever paused must be able to resume. */
public final class Console implements AutoCloseable {
    private final PgBouncer pooler;
    private final String database;
    private final Connection connection;

    private Console(PgBouncer pooler, String database, Connection connection) {
        this.pooler = pooler;
        this.database = database;
        this.connection = connection;
    }

    /** How a pooler shares its connections, as PgBouncer writes it: session, transaction, statement. */
    public record Pool(String mode) {}

    public static String name(PgBouncer pooler) {
        return "PgBouncer " + pooler.host() + ":" + pooler.port();
    }

    /** @param patience how long a command may take; the session is unusable when it took longer */
    public static Console open(Server server, PgBouncer pooler, String live, Duration patience) throws SQLException {
        String host = pooler.host().indexOf(':') >= 0 ? "[" + pooler.host() + "]" : pooler.host();
        Properties properties = new Properties();
        properties.setProperty("user", pooler.user());
        properties.setProperty("password", server.secret(pooler.password()));
        // The console speaks the simple protocol only, and knows no settings.
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("sslmode", "prefer");
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("loginTimeout", "3");
        properties.setProperty("socketTimeout", String.valueOf(Math.max(1, patience.toSeconds())));
        String database = Optional.ofNullable(pooler.database()).orElse(live);
        return new Console(
                pooler,
                database,
                DriverManager.getConnection(
                        "jdbc:postgresql://" + host + ":" + pooler.port() + "/pgbouncer", properties));
    }

    public PgBouncer pooler() {
        return pooler;
    }

    /** Returns when all its connections to the server are given back; new queries wait from its beginning. */
    void pause() throws SQLException {
        command("PAUSE " + Sql.quote(database), "already paused");
    }

    /** Harmless when it is not paused. */
    void resume() throws SQLException {
        command("RESUME " + Sql.quote(database), "is not paused");
    }

    /** Empty where it does not know the database (yet). */
    public Optional<Pool> pool() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW DATABASES")) {
            while (row.next()) {
                if (database.equals(row.getString("name"))) {
                    String mode = row.getString("pool_mode");
                    return Optional.of(new Pool(mode == null ? standardMode() : mode));
                }
            }
            return Optional.empty();
        }
    }

    private String standardMode() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW CONFIG")) {
            while (row.next()) {
                if ("pool_mode".equals(row.getString("key"))) {
                    return row.getString("value");
                }
            }
            return "session";
        }
    }

    private void command(String command, String alreadySo) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        } catch (SQLException e) {
            if (!String.valueOf(e.getMessage()).contains(alreadySo)) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // It is gone already.
        }
    }
}
