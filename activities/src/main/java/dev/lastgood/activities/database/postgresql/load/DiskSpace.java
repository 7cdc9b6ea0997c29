package dev.lastgood.activities.database.postgresql.load;

import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Whether a second copy of the database fits on the server's disk. No SQL can see what is free there; it is known where the
 * server's folder lies on this machine and can be read, and else said not to be known.
 *
 * @param database bytes of the live one, as the copy grows to about its size
 * @param dump bytes of the backup
 * @param wal what the server may keep of its log before it cleans up
 */
public record DiskSpace(long database, long dump, long wal, OptionalLong free) {
    // Lines of postmaster.pid.
    private static final int STARTED_AT = 2;
    private static final int PORT = 3;
    private static final int SECONDS_TO_START = 5;
    private static final double GIGA = 1e9;

    /** @param address null where it is none that this machine knows, as behind a tunnel */
    public static DiskSpace of(Sql maintenance, Server.@Nullable Address address, long liveOid, long dump)
            throws SQLException {
        return maintenance.one(
                "SELECT pg_database_size(d.oid), pg_size_bytes(current_setting('max_wal_size')),"
                        + " (SELECT setting FROM pg_settings WHERE name = 'data_directory'),"
                        + " nullif(pg_tablespace_location(d.dattablespace), ''),"
                        + " extract(epoch FROM pg_postmaster_start_time())::bigint, current_setting('port')"
                        + " FROM pg_database d WHERE d.oid = ?::oid",
                row -> new DiskSpace(row.getLong(1), dump, row.getLong(2), free(address, row)),
                liveOid);
    }

    public long needed() {
        return database + dump + wal;
    }

    /** @throws io.temporal.failure.ApplicationFailure REFUSED when it is known not to fit */
    public DiskSpace require() {
        if (free.isPresent() && free.getAsLong() < needed()) {
            throw Failures.permanent(
                    FailureType.REFUSED,
                    "the server's disk has no room for a second copy of the database: it " + words()
                            + ". Make room there, then try again");
        }
        return this;
    }

    /** Such as {@code needs 2.1 GB of disk (database 0.9, dump 0.2, WAL 1.0), of which 40.2 GB are free}. */
    public String words() {
        return "needs " + giga(needed()) + " GB of disk (database " + giga(database) + ", dump " + giga(dump) + ", WAL "
                + giga(wal) + "); "
                + (free.isPresent()
                        ? giga(free.getAsLong()) + " GB are free"
                        : "how much is free can't be seen from here");
    }

    private static OptionalLong free(Server.@Nullable Address address, ResultSet row) throws SQLException {
        String data = row.getString(3);
        String tablespace = row.getString(4);
        if (data == null
                || address == null
                || !isHere(address)
                || !isRunFrom(Path.of(data), row.getLong(5), String.valueOf(row.getString(6)))) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Files.getFileStore(Path.of(tablespace == null ? data : tablespace))
                    .getUsableSpace());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static boolean isHere(Server.Address address) {
        try {
            InetAddress server = InetAddress.getByName(address.host());
            return server.isLoopbackAddress() || NetworkInterface.getByInetAddress(server) != null;
        } catch (IOException e) {
            return false;
        }
    }

    /** A container's server answers here too, but its folder is another one of the same name. */
    private static boolean isRunFrom(Path data, long startedAt, String port) {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return lines.size() > PORT
                    && Math.abs(Long.parseLong(lines.get(STARTED_AT).strip()) - startedAt) <= SECONDS_TO_START
                    && lines.get(PORT).strip().equals(port);
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    private static String giga(long bytes) {
        return String.format(java.util.Locale.ROOT, "%.1f", bytes / GIGA);
    }
}
