package dev.lastgood.activities.database.postgresql.server;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A physical standby. A rename reaches it with the WAL, but its sessions stay where they are: in the displaced database, which
 * has the same OID there.
 */
public final class Standby {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String SESSIONS =
            " FROM pg_stat_activity WHERE datid = ?::oid AND usesysid IS NOT NULL AND pid <> pg_backend_pid()";

    private final Server server;

    private Standby(Server server) {
        this.server = server;
    }

    /** Those that the catalog names. */
    public static List<Standby> of(Server primary) {
        return primary.settings().standbys().stream()
                .map(it -> new Standby(primary.at(new Server.Address(it.host(), it.port()))))
                .toList();
    }

    public Server.Address address() {
        return server.address();
    }

    /** Why it can't be used as the standby of the server that holds that database; null if it can. */
    public @Nullable String trouble(long oid) {
        try (Sql sql = server.maintenance()) {
            if (!sql.one("SELECT pg_is_in_recovery()", row -> row.getBoolean(1))) {
                return "it is no standby";
            }
            return sql.one("SELECT count(*) FROM pg_database WHERE oid = ?::oid", row -> row.getLong(1), oid) == 0
                    ? "it follows another server"
                    : null;
        } catch (SQLException | RuntimeException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /**
     * Ends the sessions in that database once the standby is past that point of the WAL.
     *
     * @return what was done, or why not and what to do by hand, as a sentence
     */
    public String moveReaders(long displacedOid, String lsn) {
        try (Sql sql = server.maintenance()) {
            if (!replayed(sql, lsn)) {
                return "standby " + address() + " has not replayed the swap within " + PATIENCE.toSeconds()
                        + " s: readers there are on the displaced database. " + byHand(displacedOid);
            }
            int ended = end(sql, displacedOid);
            return "standby " + address() + " has the swap, " + ended
                    + (ended == 1 ? " session was ended there" : " sessions were ended there");
        } catch (SQLException | RuntimeException e) {
            return "standby " + address() + " was not looked after (" + e.getMessage() + "). " + byHand(displacedOid);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "standby " + address() + " was not looked after. " + byHand(displacedOid);
        }
    }

    private static boolean replayed(Sql sql, String lsn) throws SQLException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!sql.one("SELECT pg_last_wal_replay_lsn() >= ?::pg_lsn", row -> row.getBoolean(1), lsn)) {
            if (Instant.now().isAfter(end)) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }

    private static int end(Sql sql, long oid) throws SQLException {
        return sql.strings("SELECT pg_terminate_backend(pid)::text" + SESSIONS, oid)
                .size();
    }

    private static String byHand(long oid) {
        return "End them there: SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datid = " + oid;
    }
}
