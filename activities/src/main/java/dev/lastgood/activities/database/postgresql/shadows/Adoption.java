package dev.lastgood.activities.database.postgresql.shadows;

import dev.lastgood.activities.database.postgresql.load.DatabaseTwin;
import dev.lastgood.activities.database.postgresql.load.Sequences;
import dev.lastgood.activities.database.postgresql.load.ShadowRestore;
import dev.lastgood.activities.database.postgresql.server.Databases;
import dev.lastgood.activities.database.postgresql.server.Ledger;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.activities.database.postgresql.swap.Ways;
import dev.lastgood.workflows.activities.DatabaseActivities.Restore;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.model.ShadowSource;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes what stands ready for one rollback: its ledger says so, and so nobody else takes it, and a retry finds it again. From
 * then on it is a restored database like any other.
 */
public final class Adoption {
    private final Server server;
    private final String key;
    private final String live;
    private final Ways.Chosen chosen;

    public Adoption(Server server, String key, String live, Ways.Chosen chosen) {
        this.server = server;
        this.key = key;
        this.live = live;
        this.chosen = chosen;
    }

    /** @return empty when it has to be restored from its dump */
    public Optional<Shadow> adopt(Restore restore) throws SQLException {
        if (restore.source() == ShadowSource.BACKUP) {
            return Optional.empty();
        }
        String name = restore.backup().name();
        if (!chosen.way().renames()) {
            if (restore.source() == ShadowSource.WARM) {
                return Optional.empty();
            }
            throw Failures.permanent(
                    FailureType.REFUSED,
                    name + " can only be put in the place of " + live + " by renaming databases: " + chosen.words());
        }
        try (Shelf shelf = Shelf.locked(server, live)) {
            Optional<Databases.Entry> taken =
                    shelf.takenBy(key).filter(it -> Shelf.ready(it).name().equals(name));
            if (taken.isPresent()) {
                return Optional.of(fitted(shelf, taken.get()));
            }
            // What an earlier choice left: another backup's restore, another one's claim.
            new ShadowRestore(server, key, live, chosen.way(), chosen.words()).drop();
            Databases.Entry found = find(shelf, restore.source(), name);
            if (found == null && restore.source() == ShadowSource.WARM) {
                return Optional.empty();
            }
            if (found == null) {
                throw Failures.permanent(
                        FailureType.NOT_FOUND,
                        name + " no longer stands ready: someone took or dropped it. Try again to have another chosen");
            }
            return Optional.of(fitted(shelf, claimed(shelf, found)));
        }
    }

    private Databases.@Nullable Entry find(Shelf shelf, ShadowSource source, String name) throws SQLException {
        if (source == ShadowSource.DISPLACED) {
            return shelf.databases().byName(name).orElse(null);
        }
        return shelf.waiting(source).stream()
                .filter(it -> Shelf.ready(it).name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private Databases.Entry claimed(Shelf shelf, Databases.Entry entry) throws SQLException {
        Ledger.Ready ready = entry.in(Ledger.State.READY) ? Shelf.ready(entry) : displaced(shelf, entry);
        Ledger now = entry.ledger().orElseThrow();
        Ledger before = ready.before() == null ? now : ready.before();
        Ledger ledger = new Ledger(
                key,
                Ledger.State.RESTORED,
                shelf.live().oid(),
                ready.name(),
                entry.name(),
                Databases.displacedName(live, key),
                now.fenced(),
                before.comment(),
                shelf.now(),
                ready.heldInsteadOf(before));
        shelf.databases().comment(entry.name(), ledger.text());
        return shelf.databases().require(entry.oid(), "database that was taken");
    }

    private Ledger.Ready displaced(Shelf shelf, Databases.Entry entry) throws SQLException {
        String of = entry.ledger()
                .map(it -> it.ready() == null ? it.lastgood() : it.ready().maker())
                .orElse("");
        var finder = new DisplacedFinder(shelf, live, of);
        Databases.Entry found = finder.find();
        if (found.oid() != entry.oid()) {
            throw StateChooser.refused(entry.name() + " is not what rollback " + of + " displaced");
        }
        return finder.ready(found);
    }

    /** Live may have moved on since it was made. What was displaced was live itself, and is left as it was. */
    private Shadow fitted(Shelf shelf, Databases.Entry entry) throws SQLException {
        Ledger ledger = entry.ledger().orElseThrow();
        if (ledger.state() == Ledger.State.RESTORED && Shelf.ready(entry).kind() != ShadowSource.DISPLACED) {
            Fitting.like(shelf.sql(), shelf.live(), entry);
            try (Sql from = server.connect(live);
                    Sql to = server.connect(entry.name())) {
                Sequences.raise(from, to);
            }
        }
        return new Shadow(
                ledger.shadow(), entry.oid(), ledger.liveOid(), ledger.displaced(), chosen.words(), chosen.way());
    }

    /** Makes what stood ready like live in all that belongs to the database and not to what is in it. */
    private static final class Fitting {
        private Fitting() {}

        static void like(Sql sql, Databases.Entry live, Databases.Entry twin) throws SQLException {
            String name = Sql.quote(twin.name());
            for (String grantee : sql.strings(
                    "SELECT DISTINCT CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END"
                            + " FROM pg_database d, aclexplode(d.datacl) a WHERE d.oid = ?::oid AND a.grantee <> d.datdba",
                    twin.oid())) {
                sql.execute("REVOKE ALL ON DATABASE " + name + " FROM " + grantee);
            }
            for (String role : sql.strings(
                    "SELECT quote_ident(rolname) FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole"
                            + " WHERE s.setdatabase = ?::oid",
                    twin.oid())) {
                sql.execute("ALTER ROLE " + role + " IN DATABASE " + name + " RESET ALL");
            }
            if (sql.one(
                    "SELECT datacl IS NULL FROM pg_database WHERE oid = ?::oid",
                    row -> row.getBoolean(1),
                    live.oid())) {
                sql.execute("GRANT CONNECT, TEMPORARY ON DATABASE " + name + " TO PUBLIC");
            }
            int limit = sql.one(
                    "SELECT datconnlimit FROM pg_database WHERE oid = ?::oid", row -> row.getInt(1), live.oid());
            sql.execute("ALTER DATABASE " + name + " CONNECTION LIMIT " + limit);
            DatabaseTwin.copySettings(sql, live.name(), twin.name());
        }
    }
}
