package dev.lastgood.activities.support;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.support.road.Road;
import dev.lastgood.activities.support.road.Tunnel;
import dev.lastgood.catalog.settings.SecretRef;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Connections to PostgreSQL that only read. */
public final class Databases {
    private static final int DEFAULT_PORT = 5432;

    private Databases() {}

    /**
     * @param server {@code host:port}, or the host alone
     * @param password null where none is asked for
     * @param tunnel null where the server is reached by its address
     */
    public record Login(
            String server,
            String database,
            String user,
            @Nullable SecretRef password,
            @Nullable Tunnel tunnel) {}

    /** @param timeLimit of one statement */
    public static Connection reading(Login login, Settings settings, Duration timeLimit) throws SQLException {
        String password = settings.secretOrNull(login.password());
        var properties = new Properties();
        properties.setProperty("user", login.user());
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("ApplicationName", "lastgood");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "30");
        properties.setProperty("socketTimeout", String.valueOf(timeLimit.toSeconds() + 5));
        properties.setProperty(
                "options", "-c default_transaction_read_only=on -c statement_timeout=" + timeLimit.toMillis());
        return road(login, settings, Objects.requireNonNullElse(password, "")).connect(login.database(), properties);
    }

    private static Road road(Login login, Settings settings, String password) {
        int colon = login.server().lastIndexOf(':');
        String host = (colon < 0 ? login.server() : login.server().substring(0, colon)).replaceAll("[\\[\\]]", "");
        int port = colon < 0 ? DEFAULT_PORT : port(login.server(), colon);
        return Road.to(host, port, login.tunnel(), settings, password, stop -> {});
    }

    private static int port(String server, int colon) {
        try {
            return Integer.parseInt(server.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    "server: '" + server + "' must be a host and a port, such as db.example.com:5432");
        }
    }
}
