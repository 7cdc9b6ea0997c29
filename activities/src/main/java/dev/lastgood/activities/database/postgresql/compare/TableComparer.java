package dev.lastgood.activities.database.postgresql.compare;

import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.model.Comparison;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** One table, on both sides at once. */
final class TableComparer {
    private final Sides sides;
    private final RowHashes hashes;
    private long onlyInLive;
    private long onlyInBackup;
    private long changed;

    TableComparer(Sides sides, RowHashes hashes) {
        this.sides = sides;
        this.hashes = hashes;
    }

    Comparison.Table compare() throws Exception {
        Sides.Both<SortedMap<Integer, RowHashes.Bucket>> buckets = sides.both(hashes::buckets);
        SortedSet<Integer> differing = new TreeSet<>(buckets.live().keySet());
        differing.addAll(buckets.backup().keySet());
        differing.removeIf(it -> java.util.Objects.equals(
                buckets.live().get(it), buckets.backup().get(it)));
        if (!differing.isEmpty()) {
            mergeRows(differing);
        }
        return new Comparison.Table(
                hashes.table(), rows(buckets.live()), rows(buckets.backup()), onlyInLive, onlyInBackup, changed);
    }

    private void mergeRows(SortedSet<Integer> differing) throws Exception {
        Sides.Both<Sql.Cursor> cursors = sides.both(sql -> hashes.rows(sql, differing));
        try (Sql.Cursor live = cursors.live();
                Sql.Cursor backup = cursors.backup()) {
            merge(live.rows(), backup.rows());
        }
    }

    private void merge(ResultSet live, ResultSet backup) throws SQLException {
        boolean inLive = live.next();
        boolean inBackup = backup.next();
        while (inLive || inBackup) {
            int order = !inLive ? 1 : !inBackup ? -1 : Arrays.compareUnsigned(live.getBytes(1), backup.getBytes(1));
            if (order == 0) {
                count(live, backup);
            } else if (order < 0) {
                onlyInLive += live.getLong(3);
            } else {
                onlyInBackup += backup.getLong(3);
            }
            inLive = order > 0 ? inLive : live.next();
            inBackup = order < 0 ? inBackup : backup.next();
        }
    }

    private void count(ResultSet live, ResultSet backup) throws SQLException {
        long more = live.getLong(3) - backup.getLong(3);
        onlyInLive += Math.max(0, more);
        onlyInBackup += Math.max(0, -more);
        if (live.getLong(2) != backup.getLong(2)) {
            changed++;
        }
    }

    private static long rows(SortedMap<Integer, RowHashes.Bucket> buckets) {
        return buckets.values().stream().mapToLong(RowHashes.Bucket::rows).sum();
    }
}
