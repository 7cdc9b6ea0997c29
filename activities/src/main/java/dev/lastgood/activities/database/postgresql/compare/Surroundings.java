package dev.lastgood.activities.database.postgresql.compare;

import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.activities.database.postgresql.server.Tables;
import dev.lastgood.workflows.model.Comparison;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a person should know beside the rows. */
final class Surroundings {
    private static final String SEQUENCES =
            "SELECT quote_ident(schemaname) || '.' || quote_ident(sequencename), last_value,"
                    + " increment_by > 0, start_value FROM pg_sequences";
    private static final String LEFT_OUT =
            "SELECT string_agg(quote_ident(n.nspname) || '.' || quote_ident(c.relname), ', '"
                    + " ORDER BY n.nspname, c.relname) FILTER (WHERE o <= 5), max(o) FROM (SELECT c.*, row_number()"
                    + " OVER (ORDER BY relname) o FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE true" + Tables.OF_PEOPLE + " AND ";

    private Surroundings() {}

    private record Sequence(@Nullable Long last, boolean rising, long start) {}

    static List<Comparison.Sequence> sequences(Sides.Pair sides) throws Exception {
        Sides.Both<SortedMap<String, Sequence>> both = sides.both(Surroundings::sequences);
        List<Comparison.Sequence> sequences = new ArrayList<>();
        both.live().forEach((name, mine) -> {
            Sequence its = both.backup().get(name);
            Long live = mine.last();
            if (its != null && live != null) {
                Long backup = its.last();
                long after = backup == null ? live : mine.rising() ? Math.max(live, backup) : Math.min(live, backup);
                sequences.add(new Comparison.Sequence(name, live, backup, after));
            }
        });
        return sequences;
    }

    private static SortedMap<String, Sequence> sequences(Sql sql) throws SQLException {
        SortedMap<String, Sequence> all = new TreeMap<>();
        sql.each(
                SEQUENCES,
                row -> all.put(
                        row.getString(1),
                        new Sequence(row.getObject(2, Long.class), row.getBoolean(3), row.getLong(4))));
        return all;
    }

    /** {@code the restored state is 3 h 10 min old; the objective is 1 h}. */
    static String age(Instant takenAt, Instant now, @Nullable Duration objective) {
        Duration age = Duration.between(takenAt, now);
        String said = "the restored state is " + words(age) + " old";
        if (objective == null) {
            return said;
        }
        return said + (age.compareTo(objective) > 0 ? ": more than" : ", within") + " the objective of "
                + words(objective);
    }

    static String words(Duration duration) {
        long minutes = Math.max(0, duration.toMinutes());
        if (minutes >= 48 * 60) {
            return minutes / (24 * 60) + " days";
        }
        if (minutes >= 60) {
            return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
        }
        return minutes + " min";
    }

    /** What is in the databases and was not compared row by row. */
    static List<String> notCompared(Sides.Pair sides) throws Exception {
        List<String> notes = new ArrayList<>();
        kind(sides, "relkind = 'f'", "foreign tables are not compared, as their rows lie elsewhere")
                .ifPresent(notes::add);
        kind(
                        sides,
                        "relkind = 'm'",
                        "materialized views are not compared: the restored ones hold what the backup's tables did")
                .ifPresent(notes::add);
        kind(
                        sides,
                        "relkind = 'r' AND relpersistence = 'u'",
                        "unlogged tables are compared, but a crash of the server empties them")
                .ifPresent(notes::add);
        Sides.Both<Long> objects =
                sides.both(sql -> sql.one("SELECT count(*) FROM pg_largeobject_metadata", row -> row.getLong(1)));
        if (objects.live() > 0 || objects.backup() > 0) {
            notes.add("large objects: " + objects.live() + " in live, " + objects.backup()
                    + " in the backup; they are counted, not compared");
        }
        return notes;
    }

    private static java.util.Optional<String> kind(Sides.Pair sides, String which, String said) throws SQLException {
        return sides.live()
                .find(
                        LEFT_OUT + which + ") c JOIN pg_namespace n ON n.oid = c.relnamespace",
                        row -> row.getLong(2) == 0
                                ? ""
                                : said + ": " + Objects.requireNonNull(row.getString(1))
                                        + (row.getLong(2) > 5 ? " and " + (row.getLong(2) - 5) + " more" : ""))
                .filter(note -> !note.isEmpty());
    }
}
