package dev.lastgood.workflows.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a restore would lose and bring back, measured on the restored data itself.
 *
 * @param backupTakenAt the state that the restore goes back to
 * @param digest over the numbers below; a yes is bound to it
 * @param schema how tables, columns, indexes and the like differ, a sentence each
 * @param sequences where each stands; none goes back
 * @param migrations which migrations the restore takes back, a sentence each
 * @param notes what else a person should know: the backup's age, what could not be compared
 * @param others the tables that are not listed above, summed up; null where all are
 * @param file where all of it lies, with examples of rows where the catalog asks for them
 * @param exact whether it was measured after the swap, on the displaced database: what was given up, to the row
 * @param liveAsOf the oldest transaction of live that had not ended then, which tells later whether a table was written to since;
 *     null where nobody noted it
 */
public record Comparison(
        Instant comparedAt,
        Instant backupTakenAt,
        List<Table> tables,
        String digest,
        List<String> schema,
        List<Sequence> sequences,
        List<String> migrations,
        List<String> notes,
        @Nullable Others others,
        @Nullable Artifact file,
        boolean exact,
        @Nullable Long liveAsOf) {

    private static final Comparator<Table> BY_LOSS = Comparator.comparingLong(Table::onlyInLive)
            .thenComparingLong(Table::changed)
            .thenComparingLong(Table::onlyInBackup)
            .reversed();

    public Comparison {
        schema = orNone(schema);
        sequences = orNone(sequences);
        migrations = orNone(migrations);
        notes = orNone(notes);
    }

    public Comparison(Instant comparedAt, Instant backupTakenAt, List<Table> tables, String digest) {
        this(comparedAt, backupTakenAt, tables, digest, List.of(), List.of(), List.of(), List.of(), null, null, false);
    }

    public Comparison(
            Instant comparedAt,
            Instant backupTakenAt,
            List<Table> tables,
            String digest,
            List<String> schema,
            List<Sequence> sequences,
            List<String> migrations,
            List<String> notes,
            @Nullable Others others,
            @Nullable Artifact file,
            boolean exact) {
        this(
                comparedAt,
                backupTakenAt,
                tables,
                digest,
                schema,
                sequences,
                migrations,
                notes,
                others,
                file,
                exact,
                null);
    }

    /**
     * @param table schema and name, as PostgreSQL prints them
     * @param liveRows rows in the live database
     * @param backupRows rows in the restored one
     * @param onlyInLive rows written since the backup: what the restore gives up
     * @param onlyInBackup rows that come back
     * @param changed rows with the same key and other values
     * @param sampled how much of it was read where it was too large to be read whole, such as 0.05, which makes all
     *     its numbers estimates; 0 where it was read whole
     */
    public record Table(
            String table,
            long liveRows,
            long backupRows,
            long onlyInLive,
            long onlyInBackup,
            long changed,
            double sampled) {

        public Table(String table, long liveRows, long backupRows, long onlyInLive, long onlyInBackup, long changed) {
            this(table, liveRows, backupRows, onlyInLive, onlyInBackup, changed, 0);
        }

        public boolean same() {
            return onlyInLive == 0 && onlyInBackup == 0 && changed == 0;
        }

        private long rows() {
            return liveRows + backupRows;
        }

        private long driftFrom(Table before) {
            return Math.abs(onlyInLive - before.onlyInLive)
                    + Math.abs(onlyInBackup - before.onlyInBackup)
                    + Math.abs(changed - before.changed);
        }
    }

    /**
     * @param live the last number that live handed out; null for none
     * @param backup the same of the restored database as it stood when compared
     * @param continuesAfter where it goes on after the swap
     */
    public record Sequence(
            String name, @Nullable Long live, @Nullable Long backup, long continuesAfter) {}

    /**
     * @param tables how many
     * @param differing how many of them differ
     * @param sum of their numbers
     */
    public record Others(int tables, int differing, Table sum) {}

    public long givenUp() {
        return all().stream().mapToLong(Table::onlyInLive).sum();
    }

    public long changed() {
        return all().stream().mapToLong(Table::changed).sum();
    }

    public long comingBack() {
        return all().stream().mapToLong(Table::onlyInBackup).sum();
    }

    /** Whether the data is the same on both sides. */
    public boolean same() {
        return all().stream().allMatch(Table::same);
    }

    /** Whether some of the numbers are estimates. */
    public boolean sampled() {
        return all().stream().anyMatch(table -> table.sampled() > 0);
    }

    /** How many rows differ more or less than in another comparison: what has been written in between. */
    public long driftFrom(Comparison other) {
        long drift = 0;
        for (Table table : all()) {
            Table before = other.table(table.table());
            drift += before == null ? table.rows() : table.driftFrom(before);
        }
        for (Table before : other.all()) {
            drift += table(before.table()) == null ? before.rows() : 0;
        }
        return drift;
    }

    /**
     * At most so many tables, those that lose the most, and the rest summed up: a database of thousands would not fit into
     * what Temporal carries.
     */
    public Comparison shortened(int most) {
        if (tables.size() <= most && schema.size() <= most && sequences.size() <= most) {
            return this;
        }
        List<Table> worst = tables.stream().sorted(BY_LOSS).limit(most).toList();
        List<Table> rest = tables.stream().sorted(BY_LOSS).skip(most).toList();
        return new Comparison(
                comparedAt,
                backupTakenAt,
                worst,
                digest,
                first(schema, most),
                sequences.subList(0, Math.min(most, sequences.size())),
                migrations,
                notes,
                sum(rest),
                file,
                exact,
                liveAsOf);
    }

    private static List<String> first(List<String> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        List<String> first = new ArrayList<>(all.subList(0, most));
        first.add("and " + (all.size() - most) + " more differences");
        return first;
    }

    private @Nullable Others sum(List<Table> rest) {
        if (rest.isEmpty()) {
            return others;
        }
        List<Table> all = new ArrayList<>(rest);
        int known = 0;
        int differing = 0;
        if (others != null) {
            all.add(others.sum());
            known = others.tables() - 1;
            differing = others.differing() - (others.sum().same() ? 0 : 1);
        }
        Table sum = all.stream().reduce(new Table("other tables", 0, 0, 0, 0, 0), Comparison::plus);
        return new Others(
                known + all.size(),
                differing + (int) all.stream().filter(table -> !table.same()).count(),
                sum);
    }

    private static Table plus(Table one, Table other) {
        return new Table(
                one.table(),
                one.liveRows() + other.liveRows(),
                one.backupRows() + other.backupRows(),
                one.onlyInLive() + other.onlyInLive(),
                one.onlyInBackup() + other.onlyInBackup(),
                one.changed() + other.changed(),
                Math.max(one.sampled(), other.sampled()));
    }

    private List<Table> all() {
        if (others == null) {
            return tables;
        }
        List<Table> all = new ArrayList<>(tables);
        all.add(others.sum());
        return all;
    }

    private @Nullable Table table(String name) {
        return all().stream().filter(it -> it.table().equals(name)).findFirst().orElse(null);
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
