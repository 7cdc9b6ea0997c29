package dev.lastgood.activities.database.postgresql.compare;

import dev.lastgood.activities.database.postgresql.PostgresSettings;
import dev.lastgood.activities.database.postgresql.dumps.DumpFile;
import dev.lastgood.activities.database.postgresql.migrations.MigrationHistory;
import dev.lastgood.activities.database.postgresql.server.Databases;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.history.artifacts.Artifacts;
import dev.lastgood.workflows.activities.DatabaseActivities.Compare;
import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** All tables of both databases, told apart by OID: after the swap the displaced one is still what was live. */
public final class Comparer {
    /** A payload holds 2 MB, a table takes some 150 bytes. */
    private static final int MOST_TABLES = 4000;

    private static final int MOST_SHOWN = 50;
    private static final String DENIED = "42501";

    private final Server server;
    private final PostgresSettings.Compare settings;
    private final @Nullable Artifacts artifacts;
    private final SortedMap<String, List<String>> examples = Collections.synchronizedSortedMap(new TreeMap<>());

    /** @param artifacts where what is too long or too private for a workflow is kept; null: nowhere */
    public Comparer(Server server, @Nullable Artifacts artifacts) {
        this.server = server;
        this.settings = server.settings().compare();
        this.artifacts = artifacts;
    }

    /** A table on both sides, or on one. */
    private record Twins(@Nullable Shape live, @Nullable Shape backup) {
        long bytes() {
            return Math.max(live == null ? 0 : live.bytes(), backup == null ? 0 : backup.bytes());
        }
    }

    private record Named(String live, String backup, int major) {}

    public Comparison compare(Compare compare) throws Exception {
        Named named = named(compare);
        try (Sides sides = new Sides(server, named.live(), named.backup(), settings.parallel())) {
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            return kept(compare, measured(compare, sides, named.major(), now)).shortened(MOST_TABLES);
        } catch (SQLException e) {
            throw DENIED.equals(e.getSQLState()) ? denied(e) : e;
        }
    }

    private Named named(Compare compare) throws SQLException {
        try (Sql sql = server.maintenance()) {
            Databases databases = new Databases(sql);
            return new Named(
                    databases
                            .require(compare.shadow().liveOid(), "database that was live")
                            .name(),
                    databases
                            .require(compare.shadow().oid(), "restored database")
                            .name(),
                    sql.one("SELECT current_setting('server_version_num')::int / 10000", row -> row.getInt(1)));
        }
    }

    private Comparison measured(Compare compare, Sides sides, int major, Instant now) throws Exception {
        SortedMap<String, Twins> shapes = sides.one(Comparer::shapes);
        int all = shapes.size();
        shapes.keySet().removeIf(it -> !isCompared(it));
        Stillness stillness = new Stillness(compare.shown());
        List<Comparison.Table> tables = tables(compare, sides, major, shapes, stillness);
        List<String> notes = new ArrayList<>();
        notes.add(Surroundings.age(
                compare.backup().takenAt(), now, server.settings().recoveryPointObjective()));
        if (all > shapes.size()) {
            notes.add((all - shapes.size()) + " tables are left out, as the catalog says (compare.include, exclude)");
        }
        if (tables.stream().anyMatch(table -> table.sampled() > 0)) {
            notes.add(
                    "sampled tables are too large to be read whole within compare.budget; their numbers are estimates");
        }
        notes.addAll(sides.one(Surroundings::notCompared));
        return new Comparison(
                now,
                compare.backup().takenAt(),
                tables,
                digest(compare, tables),
                sides.one(SchemaDifferences::of),
                sides.one(Surroundings::sequences),
                sides.one(this::migrations),
                notes,
                null,
                null,
                compare.exact(),
                sides.one(pair -> Stillness.asOf(pair.live())));
    }

    private List<String> migrations(Sides.Pair sides) throws SQLException {
        PostgresSettings.Migration migration = server.settings().migration();
        PostgresSettings.Tables tables = migration == null ? null : migration.tables();
        return MigrationHistory.takenBack(
                new MigrationHistory(sides.live(), tables), new MigrationHistory(sides.backup(), tables));
    }

    private static SortedMap<String, Twins> shapes(Sides.Pair sides) throws Exception {
        Sides.Both<SortedMap<String, Shape>> both = sides.both(Shape::of);
        SortedMap<String, Twins> shapes = new TreeMap<>();
        both.live()
                .forEach((name, shape) ->
                        shapes.put(name, new Twins(shape, both.backup().get(name))));
        both.backup().forEach((name, shape) -> shapes.putIfAbsent(name, new Twins(null, shape)));
        return shapes;
    }

    /** The largest first, so that no session is left with it alone at the end. */
    private List<Comparison.Table> tables(
            Compare compare, Sides sides, int major, SortedMap<String, Twins> shapes, Stillness stillness)
            throws Exception {
        Budget budget = new Budget(
                settings.budget(),
                settings.parallel(),
                shapes.values().stream().map(Twins::bytes).toList());
        AtomicInteger done = new AtomicInteger();
        List<Sides.Task<Comparison.Table>> tasks = new ArrayList<>();
        shapes.entrySet().stream()
                .sorted(Comparator.comparingLong(
                        (Map.Entry<String, Twins> it) -> -it.getValue().bytes()))
                .forEach(entry -> tasks.add(pair -> {
                    String name = entry.getKey();
                    server.attended()
                            .at("comparing " + name + " (" + done.incrementAndGet() + " of " + shapes.size() + ")");
                    double share = compare.exact()
                            ? 1
                            : compare.sampled()
                                    .getOrDefault(
                                            name, budget.share(entry.getValue().bytes()));
                    Optional<Comparison.Table> still = stillness.still(pair.live(), name);
                    return still.isPresent() ? still.get() : table(pair, name, entry.getValue(), major, share);
                }));
        List<Comparison.Table> tables = new ArrayList<>(sides.all(tasks));
        tables.sort(Comparator.comparing(Comparison.Table::table));
        return tables;
    }

    private Comparison.Table table(Sides.Pair sides, String name, Twins shapes, int major, double share)
            throws Exception {
        Shape live = shapes.live();
        Shape backup = shapes.backup();
        if (live == null) {
            long rows = count(sides.backup(), name);
            return new Comparison.Table(name, 0, rows, 0, rows, 0);
        }
        if (backup == null) {
            long rows = count(sides.live(), name);
            return new Comparison.Table(name, rows, 0, rows, 0, 0);
        }
        RowHashes hashes = RowHashes.of(live, backup, major);
        Examples some = new Examples(artifacts == null ? 0 : settings.examples(), Patterns.of(settings.mask()));
        Comparison.Table table = new TableComparer(sides, hashes, live, some).compare(share);
        List<String> lines = some.lines(sides, live, hashes);
        if (!lines.isEmpty()) {
            examples.put(name, lines);
        }
        return table;
    }

    private static long count(Sql sql, String table) throws SQLException {
        return sql.one("SELECT count(*) FROM ONLY " + table, row -> row.getLong(1));
    }

    private boolean isCompared(String table) {
        boolean included =
                settings.include().isEmpty() || Patterns.of(settings.include()).any(table);
        return included && !Patterns.of(settings.exclude()).any(table);
    }

    private Comparison kept(Compare compare, Comparison comparison) throws IOException {
        if (artifacts == null || (examples.isEmpty() && comparison.tables().size() <= MOST_SHOWN)) {
            return compare.shown() == null
                    ? comparison
                    : with(comparison, compare.shown().file());
        }
        Path file = ComparisonFile.write(comparison, examples);
        try {
            String name =
                    compare.exact() ? "given-up.md" : compare.shown() == null ? "comparison.md" : "comparison-again.md";
            return with(comparison, artifacts.put(compare.rollback(), name, file));
        } finally {
            Files.delete(file);
        }
    }

    private static Comparison with(Comparison it, @Nullable Artifact file) {
        return new Comparison(
                it.comparedAt(),
                it.backupTakenAt(),
                it.tables(),
                it.digest(),
                it.schema(),
                it.sequences(),
                it.migrations(),
                it.notes(),
                it.others(),
                file,
                it.exact(),
                it.liveAsOf());
    }

    private RuntimeException denied(SQLException e) {
        return Failures.permanent(
                FailureType.REFUSED,
                "the comparison needs to read every row, and "
                        + server.settings().user() + " may not: "
                        + server.redact(String.valueOf(e.getMessage()))
                        + ". Grant it pg_read_all_data and BYPASSRLS, let the tables' owner compare, or leave the table out with"
                        + " compare.exclude");
    }

    private static String digest(Compare compare, List<Comparison.Table> tables) {
        MessageDigest digest = DumpFile.Digests.sha256();
        digest.update(
                (compare.backup().name() + "\n" + compare.shadow().liveOid() + "\n").getBytes(StandardCharsets.UTF_8));
        for (Comparison.Table table : tables) {
            digest.update((table + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return DumpFile.Digests.hex(digest);
    }
}
