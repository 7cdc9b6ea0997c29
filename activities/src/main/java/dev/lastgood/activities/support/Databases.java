package dev.lastgood.activities.support;

import dev.lastgood.activities.Settings;
import dev.lastgood.catalog.settings.SecretRef;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections to PostgreSQL that only read. */
public final class Databases {
    private Databases() {}

    /**
     * @param server {@code host:port}, or the host alone
     * @param password null where none is asked for
     */
    public record Login(
            String server,
            String database,
            String user,
            @Nullable SecretRef password) {}

    /** @param timeLimit of one statement */
    public static Connection reading(Login login, Settings settings, Duration timeLimit) throws SQLException {
        var source = new PGSimpleDataSource();
        int colon = login.server().lastIndexOf(':');
        source.setServerNames(
                new String[] {colon < 0 ? login.server() : login.server().substring(0, colon)});
        if (colon >= 0) {
            source.setPortNumbers(new int[] {port(login.server(), colon)});
        }
        source.setDatabaseName(login.database());
        source.setUser(login.user());
        source.setPassword(settings.secretOrNull(login.password()));
        source.setApplicationName("lastgood");
        source.setConnectTimeout(10);
        source.setSocketTimeout((int) timeLimit.toSeconds() + 5);
        source.setOptions("-c default_transaction_read_only=on -c statement_timeout=" + timeLimit.toMillis());
        return source.getConnection();
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
