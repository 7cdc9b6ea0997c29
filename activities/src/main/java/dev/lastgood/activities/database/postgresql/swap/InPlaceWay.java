package dev.lastgood.activities.database.postgresql.swap;

import dev.lastgood.activities.database.postgresql.PostgresSettings;
import dev.lastgood.activities.database.postgresql.dumps.DumpFile;
import dev.lastgood.activities.database.postgresql.inspect.Inspector;
import dev.lastgood.activities.database.postgresql.server.Ledger;
import dev.lastgood.activities.database.postgresql.server.Ledger.Moves;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.programs.PostgresPrograms;
import dev.lastgood.workflows.activities.DatabaseActivities.Swapped;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.model.SwapWay;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One transaction: writers are kept out, the present state is saved and read back, what the schemas hold is dropped, the
 * restored data loaded, the ledger written. Until its commit readers of other transactions see, or wait for, what was there.
 */
public final class InPlaceWay implements Way {
    private static final String LOCK = Blocks.read("lock.sql");
    private static final String EMPTY = Blocks.read("empty.sql");
    private static final String DONE = Blocks.read("sequences.sql");
    private static final String SIGNAL = "SELECT pg_advisory_xact_lock(hashtextextended('lastgood in place', 0));\n";
    private static final String IS_LOCKED = "SELECT 'locked' FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
            + " WHERE l.locktype = 'advisory' AND l.granted AND l.pid <> pg_backend_pid() AND a.application_name = ?";

    private final Server server;
    private final String key;
    private final String live;
    private final Duration limit;
    private final PostgresPrograms programs;
    private final PostgresSettings.Emergency emergency;

    InPlaceWay(Server server, String key, String live, Duration limit, PostgresPrograms programs) {
        this.server = server;
        this.key = key;
        this.live = live;
        this.limit = limit;
        this.programs = programs;
        this.emergency = Objects.requireNonNull(server.settings().emergency());
    }

    record Locked(List<Long> schemas, String mode, String limit) {}

    record Done(String shadow, String comment) {}

    private interface Source {
        void read(Transfer transfer, Transfer.Target target) throws Exception;
    }

    @Override
    public Swapped in(Shadow shadow) throws Exception {
        try (Scene scene = Scene.of(server, key, live, shadow)) {
            if (scene.swapped()) {
                return earlier(scene.moves(SwapWay.IN_PLACE).emergency());
            }
            scene.requireNothingThatBlocks();
            String restored = scene.restored().name();
            List<String> schemas = schemas(restored);
            return replace(scene, Ledger.State.LIVE, (transfer, target) -> transfer.dump(restored, schemas, target));
        }
    }

    @Override
    public Swapped back(Shadow shadow) throws Exception {
        try (Scene scene = Scene.of(server, key, live, shadow)) {
            String saved = scene.moves(SwapWay.IN_PLACE).emergency();
            if (!scene.swapped() && saved != null) {
                return earlier(saved);
            }
            if (!scene.swapped() || saved == null) {
                return new Swapped(false, "the restored data is not live in " + live + "; nothing was changed");
            }
            if (!Files.isRegularFile(Path.of(saved))) {
                throw Scene.refused("what was live before the restore stands in " + saved
                        + ", which is not there: bring it" + " back from where it was moved to, then try again");
            }
            scene.requireNothingThatBlocks();
            DumpFile file = new DumpFile(Path.of(saved));
            return replace(
                    scene,
                    Ledger.State.RESTORED,
                    (transfer, target) -> file.readPlain(done -> {}, sql -> {
                        read(target, sql);
                        return true;
                    }));
        }
    }

    private static Swapped earlier(@Nullable String saved) {
        return Swapped.byAnEarlierTry("what was there before is kept as " + saved);
    }

    private static void read(Transfer.Target target, InputStream sql) throws java.io.IOException {
        try {
            target.read(sql);
        } catch (java.io.IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private Swapped replace(Scene scene, Ledger.State after, Source source) throws Exception {
        int major = Inspector.major(scene.sql());
        Transfer transfer = new Transfer(server, Inspector.client(programs, major));
        transfer.endEarlier(scene.sql());
        List<UserSchemas.Schema> schemas = present();
        List<Long> oids = schemas.stream().map(UserSchemas.Schema::oid).toList();
        List<String> names = schemas.stream().map(UserSchemas.Schema::name).toList();
        PresentState present = new PresentState(transfer, Path.of(emergency.folder()), key);
        Path[] saved = new Path[1];
        long[] locked = new long[1];
        transfer.load(live, psql -> {
            Transfer.write(psql, Blocks.script(LOCK, new Locked(oids, "SHARE", interval())) + SIGNAL);
            awaitLocked(scene.sql(), psql);
            locked[0] = System.nanoTime();
            server.attended().at("saving " + live + " as it is, before it is replaced");
            saved[0] = present.save(live, names);
            server.attended().at("replacing what " + live + " holds");
            Transfer.write(psql, Blocks.script(LOCK, new Locked(oids, "ACCESS EXCLUSIVE", interval())));
            Transfer.write(psql, EMPTY + ";\n");
            List<String> there = quoted(scene.sql(), names);
            source.read(transfer, dump -> transfer.copy(dump, psql, major, there));
            Transfer.write(psql, Blocks.script(DONE, done(scene, after, saved[0])));
        });
        long seconds = Duration.ofNanos(System.nanoTime() - locked[0]).toSeconds();
        analyze();
        return new Swapped(
                true,
                live + " was replaced in place; nobody could write to it for " + seconds
                        + " s. What was there before is kept as " + saved[0]);
    }

    private Done done(Scene scene, Ledger.State after, Path saved) {
        Moves moves = new Moves(
                SwapWay.IN_PLACE, List.of(), List.of(), saved.toAbsolutePath().toString());
        return new Done(
                scene.restored().name(), scene.ledger().with(after, moves).text());
    }

    private List<UserSchemas.Schema> present() throws SQLException {
        try (Sql inside = server.connect(live)) {
            UserSchemas schemas = new UserSchemas(inside);
            List<String> against = schemas.againstInPlace();
            if (!against.isEmpty()) {
                throw Scene.refused(live + " can't be replaced in place: " + String.join("; ", against));
            }
            return schemas.all();
        }
    }

    private List<String> schemas(String database) throws SQLException {
        try (Sql inside = server.connect(database)) {
            return new UserSchemas(inside)
                    .all().stream().map(UserSchemas.Schema::name).toList();
        }
    }

    private void awaitLocked(Sql sql, OutputStream psql) throws Exception {
        long end = System.nanoTime() + limit.plusSeconds(5).toNanos();
        while (sql.strings(IS_LOCKED, server.application() + "-" + Transfer.ROLE)
                .isEmpty()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(live + " was not changed: its tables could not be locked in time");
            }
            // When psql has ended this fails, and what it said is told.
            Transfer.write(psql, "\n");
            Thread.sleep(10);
        }
    }

    private static List<String> quoted(Sql sql, List<String> names) throws SQLException {
        List<String> quoted = new java.util.ArrayList<>();
        for (String name : names) {
            quoted.addAll(sql.strings("SELECT quote_ident(?)", name));
        }
        return quoted;
    }

    private void analyze() throws SQLException {
        try (Sql inside = server.connect(live)) {
            inside.execute("ANALYZE");
        }
    }

    private String interval() {
        return limit.toMillis() + " milliseconds";
    }
}
