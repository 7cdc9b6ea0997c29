package dev.lastgood.activities.database.postgresql.compare;

import dev.lastgood.activities.database.postgresql.PostgresSettings;
import dev.lastgood.activities.database.postgresql.dumps.DumpFile;
import dev.lastgood.activities.database.postgresql.server.Databases;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.activities.database.postgresql.server.Tables;
import dev.lastgood.workflows.activities.DatabaseActivities.Compare;
import dev.lastgood.workflows.model.Comparison;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** All tables of both databases, told apart by OID: after the swap the displaced one is still what was live. */
public final class Comparer {
    private final Server server;

    public Comparer(Server server) {
        this.server = server;
    }

    public Comparison compare(Compare compare) throws Exception {
        String live;
        String restored;
        try (Sql sql = server.maintenance()) {
            Databases databases = new Databases(sql);
            live = databases
                    .require(compare.shadow().liveOid(), "database that was live")
                    .name();
            restored = databases
                    .require(compare.shadow().oid(), "restored database")
                    .name();
        }
        try (Sql one = open(live);
                Sql other = open(restored);
                Sides sides = new Sides(one, other)) {
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            List<Comparison.Table> tables = tables(sides);
            return new Comparison(now, compare.backup().takenAt(), tables, digest(compare, tables));
        }
    }

    private Sql open(String database) throws SQLException {
        Sql sql = server.connect(database);
        // Filtered rows would be missing without a word: better an error.
        sql.execute("SET row_security = off");
        sql.readOneSnapshot();
        return sql;
    }

    private List<Comparison.Table> tables(Sides sides) throws Exception {
        Sides.Both<SortedMap<String, Tables.Table>> all = sides.both(Tables::of);
        SortedSet<String> names = new TreeSet<>(all.live().keySet());
        names.addAll(all.backup().keySet());
        names.removeIf(it -> !isCompared(it));
        List<Comparison.Table> compared = new ArrayList<>();
        for (String name : names) {
            server.attended().at("comparing " + name + " (" + (compared.size() + 1) + " of " + names.size() + ")");
            compared.add(table(sides, name, all.live().get(name), all.backup().get(name)));
        }
        return compared;
    }

    private static Comparison.Table table(
            Sides sides,
            String name,
            Tables.@org.jspecify.annotations.Nullable Table live,
            Tables.@org.jspecify.annotations.Nullable Table backup)
            throws Exception {
        if (live == null) {
            long rows = count(sides.backup(), name);
            return new Comparison.Table(name, 0, rows, 0, rows, 0);
        }
        if (backup == null) {
            long rows = count(sides.live(), name);
            return new Comparison.Table(name, rows, 0, rows, 0, 0);
        }
        // A migration may have added or taken columns: rows are compared by what both have.
        List<String> common =
                live.columns().stream().filter(backup.columns()::contains).toList();
        List<String> key =
                live.keys().stream().filter(backup.keys()::contains).findFirst().orElse(List.of());
        return new TableComparer(sides, new RowHashes(name, common, key)).compare();
    }

    private static long count(Sql sql, String table) throws SQLException {
        return sql.one("SELECT count(*) FROM ONLY " + table, row -> row.getLong(1));
    }

    private boolean isCompared(String table) {
        PostgresSettings.Compare settings = server.settings().compare();
        boolean included = settings.include().isEmpty() || matches(settings.include(), table);
        return included && !matches(settings.exclude(), table);
    }

    private static boolean matches(List<String> patterns, String table) {
        return patterns.stream()
                .anyMatch(pattern -> Pattern.matches(
                        Pattern.compile("\\*")
                                .splitAsStream(pattern + " ")
                                .map(Pattern::quote)
                                .collect(Collectors.joining(".*")),
                        table + " "));
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
