package dev.lastgood.activities.database.postgresql.shadows;

import dev.lastgood.activities.database.postgresql.PostgresSettings;
import dev.lastgood.activities.database.postgresql.inspect.Inspector;
import dev.lastgood.activities.database.postgresql.load.DatabaseTwin;
import dev.lastgood.activities.database.postgresql.server.Databases;
import dev.lastgood.activities.database.postgresql.server.Ledger;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.activities.database.postgresql.swap.Broom;
import dev.lastgood.workflows.activities.ShadowActivities.Copied;
import dev.lastgood.workflows.activities.ShadowActivities.Copy;
import dev.lastgood.workflows.model.ShadowSource;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Copies the live database file by file. The server lets nobody be connected to it meanwhile, whatever the strategy: its
 * sessions are ended, and new logins wait (they are not refused) until the copy is made.
 */
public final class PointMaker {
    private static final int FILE_COPY_SINCE = 15;
    private static final int CLONE_SINCE = 18;
    private static final int TRIES = 3;

    private final Server server;
    private final Copy copy;
    private final String live;

    public PointMaker(Server server, Copy copy) {
        this.server = server;
        this.copy = copy;
        this.live = copy.database().name();
    }

    public Copied make() throws SQLException, InterruptedException {
        var keeper = new Keeper(server, live);
        String name = Databases.pointName(live, copy.rollback().key());
        try (Shelf shelf = Shelf.locked(server, live)) {
            Optional<Databases.Entry> there = shelf.databases().byName(name);
            if (there.isPresent() && there.get().in(Ledger.State.READY)) {
                keeper.dropReplaced(shelf, ShadowSource.RESTORE_POINT, there.get());
                return new Copied(shelf.shown(there.get()), "it was made already");
            }
            if (!keeper.points().block()) {
                requireDump();
                return new Copied(null, "dumped and restored, as restore-point.block is not set; nobody had to wait");
            }
            if (there.isPresent()) {
                // Made by an attempt that was killed before it could say when.
                requireOurs(there.get());
                shelf.databases().drop(name);
            }
            long liveOid = shelf.live().oid();
            String detail = copied(shelf, name);
            if (shelf.live().oid() != liveOid) {
                throw new IllegalStateException(live + " was replaced while it was copied: it is copied again");
            }
            Databases.Entry point = shelf.databases().live(name, server);
            DatabaseTwin.copySettings(shelf.sql(), live, name);
            point = Keeper.layDown(shelf, point, liveOid, ready(shelf, name));
            keeper.dropReplaced(shelf, ShadowSource.RESTORE_POINT, point);
            return new Copied(shelf.shown(point), detail);
        }
    }

    private Ledger.Ready ready(Shelf shelf, String name) throws SQLException {
        Instant now = shelf.now();
        String key = copy.rollback().key();
        return new Ledger.Ready(ShadowSource.RESTORE_POINT, live, name, 0, now, now, copy.note(), key, null);
    }

    private String copied(Shelf shelf, String name) throws SQLException, InterruptedException {
        server.attended().at("copying " + live);
        Sql sql = shelf.sql();
        requireNoPrepared(sql);
        flush(sql);
        for (int left = TRIES; ; left--) {
            long start = System.nanoTime();
            try (Broom broom = Broom.start(server, shelf.live().oid())) {
                String how = create(sql, shelf.live().oid(), name);
                long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
                return "sessions were ended and logins waited for " + millis + " ms (" + how + ")";
            } catch (SQLException e) {
                if (!"55006".equals(e.getSQLState()) || left == 1) {
                    throw failed(e);
                }
            }
        }
    }

    /** So that the checkpoint within the copy is a short one: users wait for that. */
    private static void flush(Sql sql) throws SQLException {
        try {
            sql.execute("CHECKPOINT");
        } catch (SQLException e) {
            if (!"42501".equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    private String create(Sql sql, long liveOid, String name) throws SQLException {
        int major = Inspector.major(sql);
        String text = sql.one(
                "SELECT quote_ident(pg_get_userbyid(datdba)) FROM pg_database WHERE oid = ?::oid",
                row -> "CREATE DATABASE " + Sql.quote(name) + " TEMPLATE " + Sql.quote(live) + " OWNER "
                        + row.getString(1) + " CONNECTION LIMIT 0"
                        + (major >= FILE_COPY_SINCE ? " STRATEGY FILE_COPY" : ""),
                liveOid);
        if (major < CLONE_SINCE || !clones(sql)) {
            sql.execute(text);
            return "files copied";
        }
        try {
            sql.execute(text);
            return "files cloned";
        } catch (SQLException e) {
            if ("55006".equals(e.getSQLState())) {
                throw e;
            }
            // The file system can't: then as before.
            sql.execute("SET file_copy_method = copy");
            sql.execute(text);
            return "files copied";
        }
    }

    private static boolean clones(Sql sql) throws SQLException {
        try {
            sql.execute("SET file_copy_method = clone");
            return true;
        } catch (SQLException unknownHere) {
            return false;
        }
    }

    private void requireNoPrepared(Sql sql) throws SQLException {
        String gid = sql.find("SELECT gid FROM pg_prepared_xacts WHERE database = ?", row -> row.getString(1), live)
                .orElse(null);
        if (gid != null) {
            throw StateChooser.refused("prepared transaction " + gid + " holds " + live
                    + ", so it can't be copied: COMMIT PREPARED or ROLLBACK PREPARED it");
        }
    }

    private void requireDump() {
        PostgresSettings.@Nullable Emergency emergency = server.settings().emergency();
        if (emergency == null || !emergency.tables().isEmpty()) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    "restore-point.block is not set, so the copy has to be dumped first: that takes emergency.folder"
                            + " in the catalog, and emergency.tables empty. Or set restore-point.block: true, and users"
                            + " wait for the moment of the copy");
        }
    }

    private void requireOurs(Databases.Entry there) {
        if (there.comment() != null && !there.of(copy.rollback().key())) {
            throw StateChooser.refused("there is a database " + there.name()
                    + " already that Lastgood did not make (its comment says something else): rename it");
        }
    }

    private SQLException failed(SQLException e) {
        String said = server.redact(String.valueOf(e.getMessage()));
        return switch (String.valueOf(e.getSQLState())) {
            case "55006" ->
                throw Failures.permanent(
                        FailureType.REFUSED,
                        live + " was not copied, as its sessions do not end: " + said
                                + ". Ending a superuser's takes a superuser (user in the catalog)",
                        e);
            case "42501" ->
                throw Failures.permanent(
                        FailureType.REFUSED,
                        live + " was not copied: role " + server.settings().user() + " may not (" + said + ")",
                        e);
            default -> e;
        };
    }
}
