package dev.lastgood.activities.database.postgresql.swap;

import dev.lastgood.activities.database.postgresql.inspect.Inspector;
import dev.lastgood.activities.database.postgresql.server.Databases;
import dev.lastgood.activities.database.postgresql.server.Ledger;
import dev.lastgood.activities.database.postgresql.server.Ledger.Move;
import dev.lastgood.activities.database.postgresql.server.Ledger.Moves;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.programs.PostgresPrograms;
import dev.lastgood.workflows.model.SwapWay;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lays the restored schemas into the live database under names of their own. In the restored database they take those names
 * first, so that every view, default, key and policy is dumped with references to the new names; then they take the old ones
 * again. Extensions stand aside meanwhile: types and functions of theirs are the live database's own.
 */
final class SchemaStage {
    private final Server server;
    private final String key;
    private final String live;
    private final PostgresPrograms programs;

    SchemaStage(Server server, String key, String live, PostgresPrograms programs) {
        this.server = server;
        this.key = key;
        this.live = live;
        this.programs = programs;
    }

    /** Laid already: says where. Half laid is never seen, as it is one transaction. */
    Moves lay(Scene scene) throws Exception {
        Moves moves = scene.moves(SwapWay.SCHEMAS);
        String restored = scene.restored().name();
        try (Sql inside = server.connect(live)) {
            if (!moves.entering().isEmpty() && areThere(inside, moves.entering())) {
                return moves;
            }
            int major = Inspector.major(inside);
            Transfer transfer = new Transfer(server, Inspector.client(programs, major));
            transfer.endEarlier(inside);
            putBack(restored, moves.entering());
            clear(inside);
            requireExtensions(inside, restored);
            List<Move> inShadow = names(restored);
            write(scene, inShadow);
            copy(transfer, restored, inShadow, major);
            return write(scene, laid(inside, inShadow));
        }
    }

    /** Drops what was laid. @return its names */
    List<String> clear() throws SQLException {
        try (Sql inside = server.connect(live)) {
            return clear(inside);
        }
    }

    private List<String> clear(Sql inside) throws SQLException {
        List<String> dropped = new ArrayList<>();
        Set<Long> wereLive = wereLive();
        for (UserSchemas.Schema schema : new UserSchemas(inside).aside(Databases.restoredSchema("", key))) {
            if (wereLive.contains(schema.oid())) {
                throw Scene.refused(
                        "schema " + schema.name() + " of " + live + " was live for a while and may hold rows that"
                                + " nothing else has; it is not replaced: start a rollback of its own");
            }
            inside.execute("DROP SCHEMA " + Sql.quote(schema.name()) + " CASCADE");
            dropped.add(schema.name());
        }
        return dropped;
    }

    private Set<Long> wereLive() throws SQLException {
        Set<Long> wereLive = new TreeSet<>();
        try (Sql sql = server.maintenance()) {
            new Databases(sql)
                    .all().stream()
                            .filter(it -> it.of(key) && (it.in(Ledger.State.LIVE) || it.in(Ledger.State.DISPLACED)))
                            .flatMap(it -> it.ledger().map(Ledger::moves).stream())
                            .flatMap(it -> it.entering().stream())
                            .forEach(it -> wereLive.add(it.oid()));
        }
        return wereLive;
    }

    private static boolean areThere(Sql inside, List<Move> entering) throws SQLException {
        for (Move move : entering) {
            if (inside.strings(
                            "SELECT nspname FROM pg_namespace WHERE oid = ?::oid AND nspname = ?",
                            move.oid(),
                            move.aside())
                    .isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private void requireExtensions(Sql inside, String restored) throws SQLException {
        Set<String> there = new TreeSet<>(inside.strings("SELECT extname FROM pg_extension"));
        try (Sql shadow = server.connect(restored)) {
            for (String extension : shadow.strings("SELECT extname FROM pg_extension")) {
                if (!there.contains(extension)) {
                    throw Scene.refused("the backup needs the extension " + extension + ", which " + live
                            + " no longer has: CREATE EXTENSION " + Sql.quote(extension) + " there, then try again");
                }
            }
        }
    }

    private Moves write(Scene scene, List<Move> entering) throws SQLException {
        Moves moves = new Moves(SwapWay.SCHEMAS, entering, List.of(), null);
        scene.write(scene.ledger().with(scene.ledger().state(), moves));
        return moves;
    }

    private List<Move> names(String restored) throws SQLException {
        try (Sql shadow = server.connect(restored)) {
            List<Move> names = new ArrayList<>();
            for (UserSchemas.Schema schema : new UserSchemas(shadow).all()) {
                names.add(new Move(schema.oid(), schema.name(), Databases.restoredSchema(schema.name(), key)));
            }
            if (new TreeSet<>(names.stream().map(Move::aside).toList()).size() < names.size()) {
                throw Scene.refused("two schemas of the backup begin with the same 40 letters: choose another way");
            }
            return names;
        }
    }

    private void copy(Transfer transfer, String restored, List<Move> moves, int major) throws Exception {
        server.attended().at("laying the restored schemas beside the live ones in " + live);
        List<String> aside = moves.stream().map(Move::aside).toList();
        try {
            List<String> grants = setAside(restored, moves);
            transfer.load(live, psql -> {
                transfer.dump(restored, aside, dump -> transfer.copy(dump, psql, major, List.of()));
                Transfer.write(psql, String.join(";\n", grants) + ";\n");
            });
        } finally {
            putBack(restored, moves);
        }
    }

    /** @return what the dump leaves out: the grants that the schema public is born with, and others are not */
    private List<String> setAside(String restored, List<Move> moves) throws SQLException {
        try (Sql shadow = server.connect(restored)) {
            List<List<String>> extensions = new UserSchemas(shadow).movableExtensions();
            shadow.begin();
            for (Move move : moves) {
                shadow.execute(rename(move.live(), move.aside()));
            }
            for (List<String> extension : extensions) {
                shadow.execute("CREATE SCHEMA IF NOT EXISTS " + Sql.quote(extension.get(1)));
                shadow.execute(setSchema(extension.get(0), extension.get(1)));
            }
            List<String> grants = shadow.strings(
                    "SELECT format('GRANT %s ON SCHEMA %I TO %s', a.privilege_type, n.nspname, CASE WHEN a.grantee = 0"
                            + " THEN 'PUBLIC' ELSE a.grantee::regrole::text END)"
                            + " FROM pg_namespace n, aclexplode(n.nspacl) a WHERE a.grantee <> n.nspowner"
                            + " AND right(n.nspname, length(?)) = ?",
                    Databases.restoredSchema("", key), Databases.restoredSchema("", key));
            shadow.commit();
            return grants;
        }
    }

    /** Whatever of it was left set aside by an attempt that was killed. */
    private void putBack(String restored, List<Move> moves) throws SQLException {
        if (moves.isEmpty()) {
            return;
        }
        try (Sql shadow = server.connect(restored)) {
            shadow.begin();
            for (Move move : moves) {
                if (shadow.strings("SELECT nspname FROM pg_namespace WHERE nspname = ?", move.aside())
                        .isEmpty()) {
                    continue;
                }
                for (String extension : shadow.strings(
                        "SELECT e.extname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace"
                                + " WHERE n.nspname = ?",
                        move.live())) {
                    shadow.execute(setSchema(extension, move.aside()));
                }
                shadow.execute("DROP SCHEMA IF EXISTS " + Sql.quote(move.live()));
                shadow.execute(rename(move.aside(), move.live()));
            }
            shadow.commit();
        }
    }

    private List<Move> laid(Sql inside, List<Move> inShadow) throws SQLException {
        List<Move> laid = new ArrayList<>();
        for (Move move : inShadow) {
            long oid =
                    inside.one("SELECT oid FROM pg_namespace WHERE nspname = ?", row -> row.getLong(1), move.aside());
            laid.add(new Move(oid, move.live(), move.aside()));
            for (String table : inside.strings(
                    "SELECT c.oid::regclass::text FROM pg_class c WHERE c.relnamespace = ?::oid AND c.relkind IN ('r', 'm')",
                    oid)) {
                inside.execute("ANALYZE " + table);
            }
        }
        return laid;
    }

    private static String rename(String from, String to) {
        return "ALTER SCHEMA " + Sql.quote(from) + " RENAME TO " + Sql.quote(to);
    }

    private static String setSchema(String extension, String schema) {
        return "ALTER EXTENSION " + Sql.quote(extension) + " SET SCHEMA " + Sql.quote(schema);
    }
}
