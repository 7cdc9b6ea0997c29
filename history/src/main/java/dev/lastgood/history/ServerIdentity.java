package dev.lastgood.history;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Which PostgreSQL server one is talking to, whatever name it goes by, so that no restore touches the server that Lastgood
 * itself sits on.
 *
 * @param address {@code host:port} as the connection names it
 * @param systemIdentifier the cluster's own number, made by initdb; null where reading it is not permitted
 * @param startedAt when the server started, to the microsecond
 */
public record ServerIdentity(String address, @Nullable String systemIdentifier, Instant startedAt) {

    private static final String NO_RIGHT = "42501";

    /** Asks a server that one has a connection to; the connection must be in auto-commit. */
    public static ServerIdentity of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_postmaster_start_time()")) {
            row.next();
            return new ServerIdentity(
                    address(connection.getMetaData().getURL()),
                    systemIdentifier(connection),
                    row.getObject(1, OffsetDateTime.class).toInstant());
        }
    }

    /**
     * Whether both are one server: started at the same microsecond, with the same identifier where both may read it (servers
     * cloned as files share theirs). Both must have been asked just now, as a restart changes the answer.
     */
    public boolean sameServerAs(ServerIdentity other) {
        boolean otherCluster = systemIdentifier != null
                && other.systemIdentifier != null
                && !systemIdentifier.equals(other.systemIdentifier);
        return !otherCluster && startedAt.equals(other.startedAt);
    }

    /** {@code host:port} out of a JDBC URL; nothing else of it, as it may hold a password. */
    static String address(String url) {
        Properties parts = Driver.parseURL(url, new Properties());
        return parts == null
                ? "an address that is not PostgreSQL's"
                : PGProperty.PG_HOST.getOrDefault(parts) + ":" + PGProperty.PG_PORT.getOrDefault(parts);
    }

    private static @Nullable String systemIdentifier(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT system_identifier::text FROM pg_control_system()")) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            if (NO_RIGHT.equals(e.getSQLState())) {
                return null;
            }
            throw e;
        }
    }
}
