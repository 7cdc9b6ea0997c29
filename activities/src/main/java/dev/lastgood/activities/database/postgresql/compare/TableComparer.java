package dev.lastgood.activities.database.postgresql.compare;

import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.model.Comparison;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One table, on both sides at once. */
final class TableComparer {
    private static final int ROWS_A_BUCKET = 500;
    private static final int BYTES_A_ROW = 100;
    private static final int MOST_BUCKETS = 16_384;
    private static final int STRETCHES = 256;

    private final Sides.Pair sides;
    private final RowHashes hashes;
    private final Shape shape;
    private final Examples examples;
    private long liveRows;
    private long backupRows;
    private long onlyInLive;
    private long onlyInBackup;
    private long changed;

    private record Bucket(long rows, String hash) {}

    /** The numbers that both sides' keys cover; what lies beyond is on one side only. */
    private record Span(long from, long to) {
        long length() {
            return Math.addExact(Math.subtractExact(to, from), 1);
        }
    }

    TableComparer(Sides.Pair sides, RowHashes hashes, Shape shape, Examples examples) {
        this.sides = sides;
        this.hashes = hashes;
        this.shape = shape;
        this.examples = examples;
    }

    /** @param share how much of the rows is read: 1, or less where that would take too long */
    Comparison.Table compare(double share) throws Exception {
        RowHashes.Column number = hashes.number();
        long beyondLive = 0;
        long beyondBackup = 0;
        Reading reading;
        Span span = number == null ? null : common(number);
        if (number != null && span != null) {
            Sides.Both<Long> beyond = sides.both(sql -> beyond(sql, number, span));
            beyondLive = beyond.live();
            beyondBackup = beyond.backup();
            reading = span.to() < span.from() ? null : ranges(span, share);
        } else {
            reading = hashed(share);
        }
        if (reading != null) {
            read(reading);
        }
        double read = reading == null ? 1 : reading.share();
        return new Comparison.Table(
                hashes.table(),
                whole(liveRows, read) + beyondLive,
                whole(backupRows, read) + beyondBackup,
                whole(onlyInLive, read) + beyondLive,
                whole(onlyInBackup, read) + beyondBackup,
                whole(changed, read),
                read < 1 ? read : 0);
    }

    private static long whole(long rows, double read) {
        return Math.round(rows / read);
    }

    /** Null where the numbers are too far apart to count with, which leaves the hashes. */
    private @Nullable Span common(RowHashes.Column number) throws Exception {
        String query = "SELECT min(" + number.quoted() + ")::bigint, max(" + number.quoted() + ")::bigint FROM ONLY "
                + hashes.table();
        var ends = sides.both(sql -> sql.one(
                query, row -> row.getObject(1) == null ? new Span(1, 0) : new Span(row.getLong(1), row.getLong(2))));
        Span live = ends.live();
        Span backup = ends.backup();
        if (live.to() < live.from() || backup.to() < backup.from()) {
            return new Span(1, 0);
        }
        Span both = new Span(Math.max(live.from(), backup.from()), Math.min(live.to(), backup.to()));
        try {
            return both.length() > Long.MAX_VALUE / 2 ? null : both;
        } catch (ArithmeticException e) {
            return null;
        }
    }

    private long beyond(Sql sql, RowHashes.Column number, Span span) throws Exception {
        boolean none = span.to() < span.from();
        String where = none
                ? ""
                : " WHERE " + number.quoted() + " < " + span.from() + " OR " + number.quoted() + " > " + span.to();
        sql.execute("SET enable_sort = on");
        if (examples.wanted()) {
            sql.each(
                    "SELECT ctid::text FROM ONLY " + hashes.table() + where + " LIMIT " + examples.most(),
                    row -> examples.only(sql == sides.live(), row.getString(1)));
        }
        return sql.one("SELECT count(*) FROM ONLY " + hashes.table() + where, row -> row.getLong(1));
    }

    private Reading ranges(Span span, double share) {
        long step = Math.max(1, (span.length() - 1) / buckets() + 1);
        long width = span.length() / STRETCHES;
        return share < 1 && width * share >= 1
                ? new Reading.Stretches(hashes, span.from(), width, STRETCHES, share)
                : new Reading.Ranges(hashes, span.from(), span.to(), step);
    }

    private Reading hashed(double share) {
        int all = share < 1 ? MOST_BUCKETS : Integer.highestOneBit((int) buckets());
        int wanted = share < 1 ? Math.max(1, (int) (all * share)) : all;
        return hashes.key().isEmpty()
                ? new Reading.Multiset(hashes, all, wanted)
                : new Reading.Hashed(hashes, all, wanted);
    }

    private long buckets() {
        return Math.max(16, Math.min(MOST_BUCKETS, shape.bytes() / BYTES_A_ROW / ROWS_A_BUCKET));
    }

    private void read(Reading reading) throws Exception {
        Sides.Both<SortedMap<Long, Bucket>> buckets = sides.both(sql -> sums(sql, reading));
        liveRows = rows(buckets.live());
        backupRows = rows(buckets.backup());
        SortedSet<Long> differing = new TreeSet<>(buckets.live().keySet());
        differing.addAll(buckets.backup().keySet());
        differing.removeIf(it -> java.util.Objects.equals(
                buckets.live().get(it), buckets.backup().get(it)));
        if (!differing.isEmpty()) {
            mergeRows(reading, differing);
        }
    }

    private static SortedMap<Long, Bucket> sums(Sql sql, Reading reading) throws SQLException {
        SortedMap<Long, Bucket> buckets = new TreeMap<>();
        // Else the planner, which can't know how few buckets there are, sorts the whole table.
        sql.execute("SET enable_sort = off");
        sql.each(reading.sums(), row -> buckets.put(row.getLong(1), new Bucket(row.getLong(2), row.getString(3))));
        sql.execute("SET enable_sort = on");
        return buckets;
    }

    private void mergeRows(Reading reading, SortedSet<Long> differing) throws Exception {
        String rows = reading.rows(differing);
        Sides.Both<Sql.Cursor> cursors = sides.both(sql -> sql.cursor(rows));
        try (Sql.Cursor live = cursors.live();
                Sql.Cursor backup = cursors.backup()) {
            merge(live.rows(), backup.rows(), reading.numbered());
        }
    }

    private void merge(ResultSet live, ResultSet backup, boolean numbered) throws SQLException {
        boolean inLive = live.next();
        boolean inBackup = backup.next();
        while (inLive || inBackup) {
            int order = !inLive ? 1 : !inBackup ? -1 : order(live, backup, numbered);
            long here = order > 0 ? 0 : live.getLong(3);
            long there = order < 0 ? 0 : backup.getLong(3);
            if (here > there) {
                onlyInLive += here - there;
                examples.only(true, live.getString(4));
            } else if (there > here) {
                onlyInBackup += there - here;
                examples.only(false, backup.getString(4));
            } else if (live.getLong(2) != backup.getLong(2)) {
                changed++;
                examples.changed(live.getString(4), backup.getString(4));
            }
            inLive = order > 0 ? inLive : live.next();
            inBackup = order < 0 ? inBackup : backup.next();
        }
    }

    private static int order(ResultSet live, ResultSet backup, boolean numbered) throws SQLException {
        return numbered
                ? Long.compare(live.getLong(1), backup.getLong(1))
                : Arrays.compareUnsigned(live.getBytes(1), backup.getBytes(1));
    }

    private static long rows(SortedMap<Long, Bucket> buckets) {
        return buckets.values().stream().mapToLong(Bucket::rows).sum();
    }
}
