package dev.lastgood.activities.database.postgresql.inspect;

import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database that Lastgood itself stands on. A restore beside it could fill its disk, and a swap holds up its logins.
 *
 * @param what for people, such as {@code Lastgood's history}
 * @param server {@code host:port}
 * @param source where given, the server is known by more than its address, which may have several names
 */
public record OwnDatabase(
        String what,
        String server,
        String database,
        @Nullable DataSource source) {
    // A clone has the same system identifier, but was not started in the same microsecond.
    private static final String IDENTITY =
            "SELECT system_identifier || ' ' || pg_postmaster_start_time() AT TIME ZONE 'UTC' FROM pg_control_system()";

    /** @throws io.temporal.failure.ApplicationFailure REFUSED when the database is this one, or shares its server unallowed */
    public void refuse(Server patient, Sql maintenance, String database) throws SQLException {
        if (!sameServer(patient, maintenance)) {
            return;
        }
        if (this.database.equals(database)) {
            throw Failures.permanent(
                    FailureType.REFUSED,
                    "database " + database + " on " + patient.address() + " holds " + what
                            + ": restoring it would saw off the branch that this rollback sits on");
        }
        if (!patient.settings().sharesServerWithLastgood()) {
            throw Failures.permanent(
                    FailureType.REFUSED,
                    "database " + database + " is on the same server (" + patient.address() + ") as " + what
                            + ", which a restore could take down with it. Move one of them, or set"
                            + " shares-server-with-lastgood: true for this database in the catalog");
        }
    }

    private boolean sameServer(Server patient, Sql maintenance) throws SQLException {
        boolean sameAddress = sameAddress(patient);
        if (sameAddress && !patient.tunnelled()) {
            return true;
        }
        // Behind a tunnel 127.0.0.1 is another machine's: an address says something only where nothing else does.
        Optional<String> identity = identity();
        return identity.isEmpty() && sameAddress
                || identity.isPresent() && identity.get().equals(maintenance.one(IDENTITY, row -> row.getString(1)));
    }

    private boolean sameAddress(Server patient) {
        Server.Address own = Server.Address.of(server);
        Server.Address other = patient.address();
        return own.port() == other.port()
                && (own.host().equalsIgnoreCase(other.host())
                        || !patient.tunnelled() && sameHost(own.host(), other.host()));
    }

    private Optional<String> identity() {
        if (source == null) {
            return Optional.empty();
        }
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(IDENTITY)) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        } catch (SQLException e) {
            // Down: then no restore can hurt it more, and the rollback must not wait for it.
            return Optional.empty();
        }
    }

    private static boolean sameHost(String one, String other) {
        Set<InetAddress> addresses = addresses(one);
        return addresses(other).stream().anyMatch(addresses::contains);
    }

    private static Set<InetAddress> addresses(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host)).collect(Collectors.toSet());
        } catch (UnknownHostException e) {
            return Set.of();
        }
    }
}
