package dev.lastgood.activities.database.postgresql.displaced;

import dev.lastgood.activities.database.postgresql.server.Databases;
import dev.lastgood.activities.database.postgresql.server.Ledger;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.activities.DisplacedActivities.Drop;
import dev.lastgood.workflows.activities.DisplacedActivities.Dropped;
import dev.lastgood.workflows.activities.DisplacedActivities.Kept;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The databases beside one live database that carry Lastgood's ledger. */
final class DisplacedDatabases {
    /** Without autovacuum, which makes room by itself; of others' sessions a role without rights sees no more than these. */
    private static final String SESSIONS = "SELECT coalesce(usename, '?') || ' (pid ' || pid || ', '"
            + " || coalesce(nullif(application_name, ''), 'no name') || ')' FROM pg_stat_activity"
            + " WHERE datid = ?::oid AND usesysid IS NOT NULL ORDER BY backend_start";

    private static final String SLOTS =
            "SELECT slot_name::text FROM pg_replication_slots WHERE datoid = ?::oid ORDER BY 1";

    private final Server server;
    private final Sql sql;
    private final String live;

    DisplacedDatabases(Server server, Sql maintenance, String live) {
        this.server = server;
        this.sql = maintenance;
        this.live = live;
    }

    List<Kept> list() throws SQLException {
        List<Kept> kept = new ArrayList<>();
        for (Databases.Entry entry : new Databases(sql).all()) {
            Ledger ledger = entry.ledger().orElse(null);
            if (ledger != null && isBeside(entry, ledger)) {
                kept.add(new Kept(
                        entry.name(),
                        entry.oid(),
                        ledger.lastgood(),
                        what(ledger),
                        ledger.state() == Ledger.State.DISPLACED,
                        ledger.at(),
                        bytes(entry),
                        sql.strings(SESSIONS, entry.oid()).size()));
            }
        }
        return kept;
    }

    /** Under the lock of the swap: what is displaced while this looks is not made live before it drops. */
    Dropped drop(Drop drop) throws SQLException {
        sql.lock(Databases.swapLock(live));
        Databases databases = new Databases(sql);
        Optional<Databases.Entry> found = databases.byOid(drop.oid());
        if (found.isEmpty()) {
            return new Dropped(true, drop.name() + " is no longer on the server");
        }
        Databases.Entry entry = found.get();
        if (entry.name().equals(live)) {
            return new Dropped(true, drop.name() + " is live again, under the name " + live + ": it was not touched");
        }
        String refused = refused(drop, entry);
        if (refused != null) {
            return new Dropped(false, refused);
        }
        long bytes = bytes(entry);
        try {
            // Without FORCE: whoever comes in at the last moment keeps it from going.
            sql.execute("DROP DATABASE " + Sql.quote(entry.name()));
        } catch (SQLException e) {
            if ("55006".equals(e.getSQLState())) {
                return new Dropped(false, inUse(entry));
            }
            throw e;
        }
        return new Dropped(true, entry.name() + " (" + bytes / 1_000_000 + " MB) is dropped");
    }

    private @Nullable String refused(Drop drop, Databases.Entry entry) throws SQLException {
        Ledger ledger = entry.ledger().orElse(null);
        if (!entry.name().equals(drop.name())) {
            return "the database with the OID " + drop.oid() + " is now called " + entry.name()
                    + ": someone renamed it, so it is not dropped";
        }
        if (ledger == null || !isBeside(entry, ledger)) {
            return entry.name() + " does not carry the comment by which Lastgood knows what it displaced, so it is not"
                    + " dropped. Drop it by hand, if it is meant to go";
        }
        if (drop.by() == null && ledger.state() != Ledger.State.DISPLACED) {
            return entry.name() + " is " + what(ledger) + ": such a one is dropped by a person only";
        }
        List<String> slots = sql.strings(SLOTS, entry.oid());
        if (!slots.isEmpty()) {
            return "the replication slots " + String.join(", ", slots) + " belong to " + entry.name()
                    + " and would go with it. Drop them first (pg_drop_replication_slot), so that their consumers are"
                    + " known to be elsewhere";
        }
        return sql.strings(SESSIONS, entry.oid()).isEmpty() ? null : inUse(entry);
    }

    private String inUse(Databases.Entry entry) throws SQLException {
        List<String> sessions = sql.strings(SESSIONS, entry.oid());
        return entry.name() + " is in use by "
                + (sessions.isEmpty()
                        ? "a session or a prepared transaction"
                        : String.join(", ", sessions.subList(0, Math.min(5, sessions.size()))))
                + ". End what is connected to it first";
    }

    /** Of this live database: a server may hold several services'. What stands ready is listed with its kind. */
    private boolean isBeside(Databases.Entry entry, Ledger ledger) {
        return !entry.name().equals(live)
                && ledger.state() != Ledger.State.LIVE
                && ledger.state() != Ledger.State.READY
                && ledger.displaced().equals(Databases.displacedName(live, ledger.lastgood()));
    }

    private static String what(Ledger ledger) {
        return switch (ledger.state()) {
            case DISPLACED ->
                ledger.backup() == null
                        ? "displaced: it was live until the swap"
                        : "a restored copy of " + ledger.backup() + " that was live for a while";
            case RESTORED -> "a restored copy of " + ledger.backup() + " that never was live";
            case RESTORING -> "a copy that is being restored, or was left half restored";
            case READY -> "stands ready for a rollback";
            case LIVE -> "live";
        };
    }

    private long bytes(Databases.Entry entry) throws SQLException {
        return sql.one(
                "SELECT CASE WHEN has_database_privilege(?::oid, 'CONNECT') OR pg_has_role('pg_read_all_stats', 'USAGE')"
                        + " THEN pg_database_size(?::oid) ELSE 0 END",
                row -> row.getLong(1),
                entry.oid(),
                entry.oid());
    }

    Duration keepFor() {
        return server.settings().keepDisplaced();
    }
}
