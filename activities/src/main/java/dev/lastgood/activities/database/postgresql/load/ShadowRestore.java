package dev.lastgood.activities.database.postgresql.load;

import dev.lastgood.activities.database.postgresql.dumps.BadDump;
import dev.lastgood.activities.database.postgresql.server.Databases;
import dev.lastgood.activities.database.postgresql.server.Ledger;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.activities.DatabaseActivities.Dropped;
import dev.lastgood.workflows.activities.DatabaseActivities.Restore;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.model.SwapWay;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Restores into a database of this rollback's own. Its ledger says how far it is: what an earlier attempt finished is found
 * again, what it left half done is dropped, and no earlier attempt's program can write into a later attempt's database.
 */
public final class ShadowRestore {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Server server;
    private final String key;
    private final String live;
    private final SwapWay way;
    private final String method;

    /** @param method how the swap will be done, in words */
    public ShadowRestore(Server server, String key, String live, SwapWay way, String method) {
        this.server = server;
        this.key = key;
        this.live = live;
        this.way = way;
        this.method = method;
    }

    public Shadow restore(Restore restore, DumpLoader loader)
            throws SQLException, IOException, InterruptedException, BadDump {
        String name;
        try (Sql sql = server.maintenance()) {
            Optional<Shadow> finished = finished(sql, restore.backup().name());
            if (finished.isPresent()) {
                return finished.get();
            }
            endEarlierPrograms(sql);
            dropUnfinished(sql);
            name = create(sql, restore.backup().name());
        }
        try {
            loader.load(restore.backup(), name);
            complete(name);
            return marked(name);
        } catch (SQLException | IOException | RuntimeException | BadDump e) {
            giveBackSpace(name, e);
            throw e;
        }
    }

    /** Everything of this rollback that never was live. */
    public Dropped drop() throws SQLException {
        try (Sql sql = server.maintenance()) {
            endEarlierPrograms(sql);
            Databases databases = new Databases(sql);
            List<String> dropped = new ArrayList<>();
            for (Databases.Entry entry : databases.all()) {
                if (isUnfinished(entry) || entry.of(key) && entry.in(Ledger.State.RESTORED) && !isLive(entry)) {
                    databases.drop(entry.name());
                    dropped.add(entry.name());
                }
            }
            return new Dropped(
                    dropped.isEmpty() ? "there was no shadow to drop" : "dropped " + String.join(", ", dropped));
        }
    }

    private Optional<Shadow> finished(Sql sql, String backup) throws SQLException {
        Databases databases = new Databases(sql);
        long liveNow = databases.live(live, server).oid();
        return databases.all().stream()
                .filter(it -> it.of(key))
                .filter(it -> it.in(Ledger.State.LIVE) && isLiveIn(it, liveNow) || isFor(it, liveNow, backup))
                .findFirst()
                .flatMap(it -> it.ledger().map(ledger -> shadow(it.oid(), ledger)));
    }

    /** It is the live database, or what it holds stands in the live one. */
    private static boolean isLiveIn(Databases.Entry entry, long liveNow) {
        return entry.oid() == liveNow
                || entry.ledger()
                        .filter(it -> it.moves() != null && it.liveOid() == liveNow)
                        .isPresent();
    }

    private static boolean isFor(Databases.Entry entry, long liveNow, String backup) {
        return entry.ledger()
                .filter(it -> it.state() == Ledger.State.RESTORED)
                .filter(it -> it.liveOid() == liveNow && backup.equals(it.backup()))
                .isPresent();
    }

    private Shadow shadow(long oid, Ledger ledger) {
        Ledger.Moves moves = ledger.moves();
        SwapWay decided = moves == null ? way : moves.way();
        return new Shadow(
                ledger.shadow(),
                oid,
                ledger.liveOid(),
                ledger.displaced(),
                decided == way ? method : decided.words(),
                decided);
    }

    /** A worker that was killed leaves its programs running. */
    private void endEarlierPrograms(Sql sql) throws SQLException {
        sql.strings(
                "SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity WHERE application_name = ?",
                server.application() + "-" + DumpLoader.ROLE);
    }

    private void dropUnfinished(Sql sql) throws SQLException {
        Databases databases = new Databases(sql);
        for (Databases.Entry entry : databases.all()) {
            // A finished one that is still here was made of another backup, or for another live database.
            boolean outdated = entry.of(key) && entry.in(Ledger.State.RESTORED) && !isLive(entry);
            if (isUnfinished(entry) || outdated) {
                databases.drop(entry.name());
            }
        }
    }

    private boolean isUnfinished(Databases.Entry entry) {
        boolean unnamed = entry.comment() == null && Databases.isShadowName(entry.name(), live, key);
        return !isLive(entry) && (unnamed || entry.of(key) && entry.in(Ledger.State.RESTORING));
    }

    private boolean isLive(Databases.Entry entry) {
        return entry.name().equals(live);
    }

    private String create(Sql sql, String backup) throws SQLException {
        Databases databases = new Databases(sql);
        Databases.Entry alive = databases.live(live, server);
        String name = Databases.shadowName(live, key, RANDOM.nextInt());
        sql.execute(DatabaseTwin.create(sql, alive.oid(), name));
        Ledger ledger = new Ledger(
                key,
                Ledger.State.RESTORING,
                alive.oid(),
                backup,
                name,
                Databases.displacedName(live, key),
                List.of(),
                null,
                way.renames() ? null : new Ledger.Moves(way, List.of(), List.of(), null));
        databases.comment(name, ledger.text());
        return name;
    }

    private void complete(String name) throws SQLException {
        try (Sql alive = server.connect(live);
                Sql shadow = server.connect(name)) {
            server.attended().at("setting sequences, gathering statistics");
            Sequences.raise(alive, shadow);
            shadow.execute("ANALYZE");
        }
        if (way == SwapWay.SCHEMAS || way == SwapWay.IN_PLACE) {
            // The live database stays, and its settings with it.
            return;
        }
        try (Sql sql = server.maintenance()) {
            DatabaseTwin.copySettings(sql, live, name);
        }
    }

    private Shadow marked(String name) throws SQLException {
        try (Sql sql = server.maintenance()) {
            Databases databases = new Databases(sql);
            Databases.Entry entry = databases.live(name, server);
            Ledger ledger = entry.ledger()
                    .orElseThrow(() -> new IllegalStateException(name + " lost its comment while it was restored"))
                    .with(Ledger.State.RESTORED, List.of());
            databases.comment(name, ledger.text());
            return shadow(entry.oid(), ledger);
        }
    }

    /** A full disk would take the live database with it. */
    private void giveBackSpace(String name, Exception cause) {
        try (Sql sql = server.maintenance()) {
            new Databases(sql).drop(name);
        } catch (SQLException | RuntimeException e) {
            cause.addSuppressed(e);
        }
    }
}
