package dev.lastgood.activities.database.postgresql.load;

import dev.lastgood.activities.database.postgresql.backups.ManifestProof;
import dev.lastgood.activities.database.postgresql.dumps.BadDump;
import dev.lastgood.activities.database.postgresql.server.Borrowed;
import dev.lastgood.activities.database.postgresql.server.Databases;
import dev.lastgood.activities.database.postgresql.server.Ledger;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.activities.DatabaseActivities.Dropped;
import dev.lastgood.workflows.activities.DatabaseActivities.Restore;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.model.SwapWay;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

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

    /** Brings the backup here, where it lies elsewhere. */
    public interface Fetch {
        Path dump() throws IOException, BadDump;
    }

    public Shadow restore(Restore restore, DumpLoader loader, Fetch fetch)
            throws SQLException, IOException, InterruptedException, BadDump {
        String name;
        String again;
        DiskSpace space;
        Path dump;
        long began = System.nanoTime();
        try (Sql sql = server.maintenance()) {
            Optional<Shadow> finished = finished(sql, restore.backup().name());
            if (finished.isPresent()) {
                return finished.get();
            }
            server.endSessions(sql, DumpLoader.ROLE);
            again = dropUnfinished(sql) ? startedOver() : "";
            long liveNow = new Databases(sql).live(live, server).oid();
            space = DiskSpace.of(
                            sql,
                            server.tunnelled() ? null : server.address(),
                            liveNow,
                            restore.backup().bytes())
                    .require();
            dump = fetch.dump();
            name = create(sql, restore.backup().name());
        }
        try {
            String prefix = again.isEmpty() ? "" : "started over; ";
            List<String> leftOut = loader.load(at(dump, restore.backup()), name, space, prefix);
            complete(name, dump, prefix);
            return marked(name, detail(Duration.ofNanos(System.nanoTime() - began), again, leftOut, space));
        } catch (SQLException | IOException | RuntimeException | BadDump e) {
            giveBackSpace(name, e);
            throw e;
        }
    }

    /** Everything of this rollback that never was live. */
    public Dropped drop() throws SQLException {
        try (Sql sql = server.maintenance()) {
            server.endSessions(sql, DumpLoader.ROLE);
            Databases databases = new Databases(sql);
            List<String> dropped = new ArrayList<>();
            List<String> given = new ArrayList<>();
            for (Databases.Entry entry : databases.all()) {
                boolean restored = isRestored(entry);
                if (!isLive(entry) && Borrowed.is(entry, key)) {
                    given.add(Borrowed.giveBack(sql, entry));
                } else if (isUnfinished(entry) || restored) {
                    databases.drop(entry.name());
                    dropped.add(entry.name());
                }
            }
            if (!given.isEmpty()) {
                return new Dropped("given back " + String.join(", ", given));
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
        String detail = ledger.detail();
        return new Shadow(
                ledger.shadow(),
                oid,
                ledger.liveOid(),
                ledger.displaced(),
                decided == way ? method : decided.words(),
                List.of(),
                detail == null ? "" : detail,
                decided);
    }

    /** @return whether there was one that an earlier attempt had left half done */
    private boolean dropUnfinished(Sql sql) throws SQLException {
        Databases databases = new Databases(sql);
        boolean halfDone = false;
        for (Databases.Entry entry : databases.all()) {
            // A finished one that is still here was made of another backup, or for another live database.
            boolean outdated = isRestored(entry);
            if (!isLive(entry) && Borrowed.is(entry, key)) {
                Borrowed.giveBack(sql, entry);
            } else if (isUnfinished(entry) || outdated) {
                databases.drop(entry.name());
                halfDone |= !outdated;
            }
        }
        return halfDone;
    }

    private String startedOver() {
        return server.attended()
                .earlier()
                .map(at -> "started over, as an earlier attempt was stopped when it was " + at)
                .orElse("started over, as an earlier attempt was stopped halfway");
    }

    private static String detail(Duration took, String again, List<String> leftOut, DiskSpace space) {
        List<String> parts = new ArrayList<>();
        parts.add("loaded in " + Math.max(1, took.toSeconds()) + " s");
        if (!again.isEmpty()) {
            parts.add(again);
        }
        if (!leftOut.isEmpty()) {
            parts.add("left out, to be created by hand once it is live: " + String.join(", ", leftOut));
        }
        if (space.free().isEmpty()) {
            parts.add(space.words());
        }
        return String.join("; ", parts);
    }

    private boolean isUnfinished(Databases.Entry entry) {
        boolean unnamed = entry.comment() == null && Databases.isShadowName(entry.name(), live, key);
        return !isLive(entry) && (unnamed || entry.of(key) && entry.in(Ledger.State.RESTORING));
    }

    private boolean isRestored(Databases.Entry entry) {
        return entry.of(key) && entry.in(Ledger.State.RESTORED) && entry.isBeside(live) && !isLive(entry);
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
                        null)
                .with(Ledger.State.RESTORING, way.renames() ? null : new Ledger.Moves(way, List.of(), List.of(), null));
        databases.comment(name, ledger.text());
        return name;
    }

    private static Backup at(Path dump, Backup backup) {
        return new Backup(backup.name(), dump.toString(), backup.takenAt(), backup.bytes());
    }

    private void complete(String name, Path dump, String prefix)
            throws SQLException, IOException, InterruptedException, BadDump {
        try (Sql alive = server.connect(live);
                Sql shadow = server.connect(name)) {
            server.attended().at(prefix + "setting sequences");
            Sequences.raise(alive, shadow);
            gatherAndProve(shadow, name, dump);
        }
        if (way == SwapWay.SCHEMAS || way == SwapWay.IN_PLACE) {
            // The live database stays, and its settings with it.
            return;
        }
        try (Sql sql = server.maintenance()) {
            DatabaseTwin.copySettings(sql, live, name);
        }
    }

    /** Both read every table, so they share what is in memory by then. */
    private void gatherAndProve(Sql shadow, String name, Path dump)
            throws SQLException, IOException, InterruptedException, BadDump {
        server.attended().at("gathering statistics, proving what was restored");
        FutureTask<@Nullable Void> statistics = new FutureTask<>(() -> {
            shadow.execute("ANALYZE");
            return null;
        });
        Thread beside = new Thread(statistics, "analyze");
        beside.setDaemon(true);
        beside.start();
        ManifestProof.prove(server, name, dump);
        try {
            statistics.get();
        } catch (ExecutionException e) {
            throw new SQLException("the statistics could not be gathered", e);
        }
    }

    private Shadow marked(String name, String detail) throws SQLException {
        try (Sql sql = server.maintenance()) {
            Databases databases = new Databases(sql);
            Databases.Entry entry = databases.live(name, server);
            Ledger ledger = entry.ledger()
                    .orElseThrow(() -> new IllegalStateException(name + " lost its comment while it was restored"))
                    .restored(detail);
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
