package dev.lastgood.activities.database.postgresql.swap;

import dev.lastgood.activities.database.postgresql.server.Databases;
import dev.lastgood.activities.database.postgresql.server.Ledger;
import dev.lastgood.activities.database.postgresql.server.Ledger.Move;
import dev.lastgood.activities.database.postgresql.server.Ledger.Moves;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.activities.DatabaseActivities.Swapped;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.model.SwapWay;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The restored schemas are laid beside the live ones in the same database, under names of their own; then both are renamed in
 * one transaction. Names, dump and references are the server's own work: {@link SchemaStage}.
 */
public final class SchemasWay implements Way {
    private static final String BLOCKS = Blocks.read("lock.sql") + ";\n" + Blocks.read("schemas.sql");

    private final Server server;
    private final String key;
    private final String live;
    private final Duration limit;
    private final SchemaStage stage;

    SchemasWay(Server server, String key, String live, Duration limit, SchemaStage stage) {
        this.server = server;
        this.key = key;
        this.live = live;
        this.limit = limit;
        this.stage = stage;
    }

    /** One schema's new name, as {@code schemas.sql} reads it. */
    record Renamed(long oid, String from, String to, boolean leaves) {}

    record Plan(List<Long> schemas, String mode, String limit, List<Renamed> moves, String shadow, String comment) {}

    @Override
    public void prepare(Shadow shadow) throws Exception {
        try (Scene scene = Scene.of(server, key, live, shadow)) {
            if (!scene.swapped()) {
                stage.lay(scene);
            }
        }
    }

    @Override
    public Swapped in(Shadow shadow) throws Exception {
        try (Scene scene = Scene.of(server, key, live, shadow)) {
            if (scene.swapped()) {
                return earlier(scene.moves(SwapWay.SCHEMAS).leaving());
            }
            scene.requireNothingThatBlocks();
            Moves laid = stage.lay(scene);
            try (Sql inside = server.connect(live)) {
                List<Move> leaving = leaving(inside, laid);
                Ledger ledger = scene.ledger()
                        .with(Ledger.State.LIVE, new Moves(SwapWay.SCHEMAS, laid.entering(), leaving, null));
                return exchange(inside, scene, leaving, laid.entering(), true, ledger);
            }
        }
    }

    @Override
    public Swapped back(Shadow shadow) throws Exception {
        try (Scene scene = Scene.of(server, key, live, shadow)) {
            if (scene.ledger().state() == Ledger.State.DISPLACED) {
                return earlier(scene.moves(SwapWay.SCHEMAS).entering());
            }
            if (!scene.swapped()) {
                return new Swapped(false, "the restored schemas are not live in " + live + "; nothing was changed");
            }
            scene.requireNothingThatBlocks();
            Moves moves = scene.moves(SwapWay.SCHEMAS);
            try (Sql inside = server.connect(live)) {
                Ledger ledger = scene.ledger().with(Ledger.State.DISPLACED, moves);
                return exchange(inside, scene, moves.leaving(), moves.entering(), false, ledger);
            }
        }
    }

    /** What of an unused restore lies in the live database. Never what was live. */
    public List<String> dropUnused() throws SQLException {
        try (Sql sql = server.maintenance()) {
            boolean used = new Databases(sql)
                    .all().stream()
                            .filter(it -> it.of(key))
                            .anyMatch(it -> it.in(Ledger.State.LIVE) || it.in(Ledger.State.DISPLACED));
            return used || new Databases(sql).byName(live).isEmpty() ? List.of() : stage.clear();
        }
    }

    private List<Move> leaving(Sql inside, Moves laid) throws SQLException {
        UserSchemas schemas = new UserSchemas(inside);
        List<String> against = schemas.againstSchemas();
        if (!against.isEmpty()) {
            throw Scene.refused(live + " can't be swapped by its schemas: " + String.join("; ", against));
        }
        // What was displaced before keeps the name that it has in the ledger.
        Map<Long, String> known = new java.util.HashMap<>();
        laid.leaving().forEach(it -> known.put(it.oid(), it.aside()));
        List<Move> leaving = new ArrayList<>();
        for (UserSchemas.Schema schema : schemas.all()) {
            String aside = known.getOrDefault(schema.oid(), Databases.displacedSchema(schema.name(), key));
            leaving.add(new Move(schema.oid(), schema.name(), aside));
        }
        if (new TreeSet<>(leaving.stream().map(Move::aside).toList()).size() < leaving.size()) {
            throw Scene.refused("two schemas of " + live
                    + " begin with the same 40 letters, so their displaced names would be" + " the same: rename one");
        }
        return leaving;
    }

    private Swapped exchange(Sql inside, Scene scene, List<Move> was, List<Move> restored, boolean in, Ledger ledger)
            throws SQLException {
        List<Renamed> moves = Stream.concat(
                        was.stream().map(it -> in ? out(it) : enter(it)),
                        restored.stream().map(it -> in ? enter(it) : out(it)))
                .toList();
        Plan plan = new Plan(
                moves.stream().map(Renamed::oid).toList(),
                "ACCESS EXCLUSIVE",
                limit.toMillis() + " milliseconds",
                moves,
                scene.restored().name(),
                ledger.text());
        long start = System.nanoTime();
        try {
            // One message, so that nothing waits on this side while the locks are held.
            Blocks.run(inside, BLOCKS, plan);
        } catch (SQLException e) {
            throw failed(e);
        }
        long all = Duration.ofNanos(System.nanoTime() - start).toMillis();
        String millis = inside.one("SELECT current_setting('lastgood.millis')", row -> row.getString(1));
        return new Swapped(
                true,
                "swapped in " + millis + " ms (" + all + " ms with all tries): schemas "
                        + names(moves, false) + " of " + live + " are now the "
                        + (in ? "restored" : "earlier") + " ones, what was live is kept as " + names(moves, true));
    }

    private static Swapped earlier(List<Move> left) {
        return Swapped.byAnEarlierTry("what was live is kept as "
                + String.join(", ", left.stream().map(Move::aside).toList()));
    }

    private RuntimeException failed(SQLException e) throws SQLException {
        if ("55006".equals(e.getSQLState())) {
            return new IllegalStateException(
                    live + " was not swapped: its tables could not be locked within " + limit.toSeconds()
                            + " s, all is as it was. In the way: " + Swapper.message(e)
                            + ". End these sessions, then try again",
                    e);
        }
        if ("42501".equals(e.getSQLState())) {
            return Scene.refused(live + " was not swapped, all is as it was: role "
                    + server.settings().user() + " may not do what it takes (" + Swapper.message(e) + ")");
        }
        throw e;
    }

    private static Renamed out(Move move) {
        return new Renamed(move.oid(), move.live(), move.aside(), true);
    }

    private static Renamed enter(Move move) {
        return new Renamed(move.oid(), move.aside(), move.live(), false);
    }

    private static String names(List<Renamed> moves, boolean leaving) {
        return String.join(
                ", ",
                moves.stream()
                        .filter(it -> it.leaves() == leaving)
                        .map(Renamed::to)
                        .toList());
    }
}
