package dev.lastgood.activities.database.postgresql.swap;

import dev.lastgood.activities.database.postgresql.inspect.Inspector;
import dev.lastgood.activities.database.postgresql.load.Sequences;
import dev.lastgood.activities.database.postgresql.poolers.Pause;
import dev.lastgood.activities.database.postgresql.server.Databases;
import dev.lastgood.activities.database.postgresql.server.Ledger;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.activities.database.postgresql.server.Standby;
import dev.lastgood.workflows.activities.DatabaseActivities.Swapped;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Exchanges two databases by name. It looks at OIDs first, so a second try finds the first one's work. */
public final class Swapper implements Way {
    private static final String CONNECT = "connect";
    private static final String READ_ONLY = "read-only";
    private static final Duration WHILE_PAUSED = Duration.ofSeconds(5);

    private final Server server;
    private final String key;
    private final String live;
    private final Duration limit;

    /** @param limit how long sessions are ended before it gives up and leaves all as it was */
    public Swapper(Server server, String key, String live, Duration limit) {
        this.server = server;
        this.key = key;
        this.live = live;
        this.limit = limit;
    }

    @Override
    public Swapped in(Shadow shadow) throws Exception {
        return exchange(shadow, shadow.liveOid(), shadow.displaced(), shadow.oid());
    }

    @Override
    public Swapped back(Shadow shadow) throws Exception {
        return exchange(shadow, shadow.oid(), shadow.database(), shadow.liveOid());
    }

    /** Whatever comes of it, poolers are resumed: this may be a second try after a first that was killed while they paused. */
    private Swapped exchange(Shadow shadow, long leavingOid, String leavingName, long enteringOid) throws Exception {
        try (Pause pause = new Pause(server, live)) {
            Swapped swapped = exchange(shadow, leavingOid, leavingName, enteringOid, pause);
            return new Swapped(swapped.changed(), swapped.detail() + pause.words(), swapped.stands());
        }
    }

    private Swapped exchange(Shadow shadow, long leavingOid, String leavingName, long enteringOid, Pause pause)
            throws Exception {
        try (Sql sql = server.maintenance()) {
            sql.lock(Databases.swapLock(live));
            Databases databases = new Databases(sql);
            Databases.Entry now = databases.live(live, server);
            if (now.oid() == enteringOid) {
                Swapped found = foundAlready(databases.byOid(leavingOid), enteringOid);
                return new Swapped(false, found.detail() + readers(sql, leavingOid), found.stands());
            }
            if (now.oid() != leavingOid) {
                throw refused(live + " is neither of the two databases of this rollback any more (OID " + now.oid()
                        + "): another rollback, or a person, replaced it");
            }
            Databases.Entry entering = databases.require(enteringOid, "database to swap in");
            requireWhole(entering, shadow);
            requireFree(databases, leavingName);
            requireNothingThatBlocks(sql, entering.name());
            raiseSequences(entering.name());
            Swapped swapped = swap(sql, plan(sql, now, entering, leavingName, shadow), pause);
            pause.close();
            return new Swapped(true, swapped.detail() + readers(sql, leavingOid));
        }
    }

    /** The second try is what the history knows of, so it says what the first one did. */
    private Swapped foundAlready(Optional<Databases.Entry> left, long enteringOid) {
        return left.filter(it -> it.of(key) && it.in(Ledger.State.DISPLACED))
                .map(it -> Swapped.byAnEarlierTry("what was live is kept as " + it.name()))
                .orElseGet(() -> new Swapped(
                        false, live + " is that database already (OID " + enteringOid + "); nothing was changed"));
    }

    private void requireWhole(Databases.Entry entering, Shadow shadow) {
        boolean restored =
                entering.oid() == shadow.liveOid() || entering.of(key) && !entering.in(Ledger.State.RESTORING);
        if (!restored) {
            throw Failures.permanent(
                    FailureType.UNVERIFIED,
                    "database " + entering.name() + " is not a whole restore of this rollback: restore it again");
        }
    }

    private void requireFree(Databases databases, String leavingName) throws SQLException {
        if (databases.byName(leavingName).isPresent()) {
            throw refused("there is a database " + leavingName + " already, a name that the swap needs: rename it");
        }
    }

    private void requireNothingThatBlocks(Sql sql, String entering) throws SQLException {
        List<String> blocking = new ArrayList<>(Inspector.blocking(sql, live));
        blocking.addAll(Inspector.blocking(sql, entering));
        if (!blocking.isEmpty()) {
            throw refused(live + " can't be swapped: " + String.join("; ", blocking));
        }
    }

    private void raiseSequences(String entering) throws SQLException {
        try (Sql from = server.connect(live);
                Sql to = server.connect(entering)) {
            Sequences.raise(from, to);
        }
    }

    private SwapPlan plan(Sql sql, Databases.Entry leaving, Databases.Entry entering, String leavingName, Shadow shadow)
            throws SQLException {
        List<String> fence = fence(sql, leaving.oid());
        List<String> unfence = entering.ledger().map(Ledger::fenced).orElse(List.of());
        Ledger out = leaving.oid() == shadow.liveOid()
                ? new Ledger(
                        key,
                        Ledger.State.DISPLACED,
                        shadow.liveOid(),
                        null,
                        shadow.database(),
                        shadow.displaced(),
                        fence,
                        Ledger.slim(leaving.comment()))
                : ledgerOf(leaving).with(Ledger.State.DISPLACED, fence);
        String comment = entering.oid() == shadow.liveOid()
                ? commentBefore(entering)
                : ledgerOf(entering).with(Ledger.State.LIVE, List.of()).text();
        return new SwapPlan(
                leaving.oid(),
                entering.oid(),
                live,
                entering.name(),
                leavingName,
                out.since(Databases.now(sql)).text(),
                comment,
                fence.contains(CONNECT),
                fence.contains(READ_ONLY),
                unfence.contains(CONNECT),
                unfence.contains(READ_ONLY),
                Ways.hasGate(sql),
                Inspector.superuser(sql),
                patience().toMillis() + " milliseconds");
    }

    /** Clients of a paused pooler wait, which they do not do for ever. */
    private Duration patience() {
        boolean paused = !server.settings().pgbouncer().isEmpty();
        return paused && limit.compareTo(WHILE_PAUSED) > 0 ? WHILE_PAUSED : limit;
    }

    private @Nullable String commentBefore(Databases.Entry entering) {
        Ledger ledger = entering.of(key) ? entering.ledger().orElse(null) : null;
        return ledger == null ? entering.comment() : ledger.comment();
    }

    private static Ledger ledgerOf(Databases.Entry entry) {
        return entry.ledger()
                .orElseThrow(() -> refused("database " + entry.name()
                        + " lost the comment by which Lastgood knows it (COMMENT ON DATABASE); it was not touched"));
    }

    /** Kept readable for whoever looks for rows later, but nobody writes to it by mistake. */
    private static List<String> fence(Sql sql, long oid) throws SQLException {
        List<String> fence = new ArrayList<>();
        if (sql.one("SELECT has_database_privilege('public', ?::oid, 'CONNECT')", row -> row.getBoolean(1), oid)) {
            fence.add(CONNECT);
        }
        Optional<String> set = sql.find(
                "SELECT c FROM pg_db_role_setting, unnest(setconfig) c WHERE setdatabase = ?::oid AND setrole = 0"
                        + " AND c LIKE 'default\\_transaction\\_read\\_only=%'",
                row -> row.getString(1), oid);
        if (set.isEmpty()) {
            fence.add(READ_ONLY);
        }
        return fence;
    }

    /** On the standbys. */
    private String readers(Sql sql, long leavingOid) throws SQLException {
        String lsn = sql.one("SELECT pg_current_wal_lsn()::text", row -> row.getString(1));
        return Standby.of(server).stream()
                .map(standby -> "; " + standby.moveReaders(leavingOid, lsn))
                .collect(Collectors.joining());
    }

    private Swapped swap(Sql sql, SwapPlan plan, Pause pause) throws Exception {
        pause.begin();
        long start = System.nanoTime();
        try (Broom broom = plan.gate() ? null : Broom.start(server, plan.leaving())) {
            plan.run(sql);
        } catch (SQLException e) {
            throw failed(e);
        }
        long all = Duration.ofNanos(System.nanoTime() - start).toMillis();
        String millis = sql.one("SELECT current_setting('lastgood.millis')", row -> row.getString(1));
        return new Swapped(
                true,
                "swapped in " + millis + " ms (" + all + " ms with all tries): " + plan.enteringName() + " is now "
                        + live + ", what was live is kept as " + plan.leavingName());
    }

    private Exception failed(SQLException e) {
        return switch (String.valueOf(e.getSQLState())) {
            case "55006" ->
                new IllegalStateException(
                        live + " was not swapped: its sessions did not end within "
                                + patience().toSeconds()
                                + " s, all is as it was. In the way: " + message(e)
                                + ". Stop these programs (replication and poolers reconnect at once), then try again",
                        e);
            case "42501" ->
                Failures.permanent(
                        FailureType.REFUSED,
                        live + " was not swapped, all is as it was: role "
                                + server.settings().user() + " may not do what it takes (" + message(e)
                                + "). A superuser's sessions can be ended by a superuser only: name one in the catalog, or end them",
                        e);
            default -> e;
        };
    }

    static String message(SQLException e) {
        return e instanceof org.postgresql.util.PSQLException p && p.getServerErrorMessage() != null
                ? String.valueOf(p.getServerErrorMessage().getMessage())
                : String.valueOf(e.getMessage());
    }

    private static RuntimeException refused(String message) {
        return Failures.permanent(FailureType.REFUSED, message);
    }
}
