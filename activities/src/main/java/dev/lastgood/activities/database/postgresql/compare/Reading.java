package dev.lastgood.activities.database.postgresql.compare;

import dev.lastgood.activities.database.postgresql.server.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * One way to read a table, the same on both sides: summed up in buckets first (columns: bucket, rows, sum of their hashes);
 * then the rows of those buckets that differ, in the order of their keys (columns: key, hash, how many such rows, where one
 * of them lies). Sorting is what the first look must not do, as it would write the whole table to disk.
 */
sealed interface Reading {

    String sums();

    String rows(SortedSet<Long> buckets);

    /** Whether the key is a number; else it is bytes. */
    boolean numbered();

    /** How much of the rows is read, 1 for all of them. */
    double share();

    private static String list(Iterable<?> values) {
        List<String> list = new ArrayList<>();
        values.forEach(value -> list.add(String.valueOf(value)));
        return String.join(", ", list);
    }

    /** Keys that are whole numbers, in ranges of {@code step}: what differs is mostly close together. */
    record Ranges(RowHashes row, long from, long to, long step) implements Reading {
        @Override
        public String sums() {
            return "SELECT " + bucket() + ", count(*), sum(" + row.hash() + ")::text" + where(from, to) + " GROUP BY 1";
        }

        @Override
        public String rows(SortedSet<Long> buckets) {
            long last = from + buckets.last() * step + (step - 1);
            return "SELECT " + key(row) + ", " + row.hash() + ", 1::bigint, ctid::text"
                    + where(from + buckets.first() * step, last < from ? to : Math.min(to, last)) + " AND " + bucket()
                    + " IN (" + list(buckets) + ") ORDER BY " + quoted(row);
        }

        private String where(long first, long last) {
            return " FROM ONLY " + row.table() + " WHERE " + quoted(row) + " BETWEEN " + first + " AND " + last;
        }

        private String bucket() {
            return "(" + key(row) + " - " + from + ") / " + step;
        }

        @Override
        public boolean numbered() {
            return true;
        }

        @Override
        public double share() {
            return 1;
        }
    }

    /** A sample of whole numbers: evenly spaced stretches, which an index finds without reading the rest. */
    record Stretches(RowHashes row, long from, long width, int many, double share) implements Reading {
        @Override
        public String sums() {
            List<Long> all = new ArrayList<>();
            for (long i = 0; i < many; i++) {
                all.add(i);
            }
            return "SELECT s.i, count(*), sum(t.h)::text" + source(all) + " GROUP BY 1";
        }

        @Override
        public String rows(SortedSet<Long> buckets) {
            return "SELECT t.k, t.h, 1::bigint, t.at" + source(buckets) + " ORDER BY 1";
        }

        private String source(Iterable<Long> stretches) {
            long length = Math.max(1, (long) (width * share));
            List<String> values = new ArrayList<>();
            stretches.forEach(i -> values.add("(" + i + "::bigint, " + (from + i * width) + "::bigint, "
                    + (from + i * width + length - 1) + "::bigint)"));
            return " FROM (VALUES " + String.join(", ", values) + ") s(i, a, z) CROSS JOIN LATERAL (SELECT " + key(row)
                    + " AS k, " + row.hash() + " AS h, ctid::text AS at FROM ONLY " + row.table() + " WHERE "
                    + quoted(row)
                    + " BETWEEN s.a AND s.z OFFSET 0) t";
        }

        @Override
        public boolean numbered() {
            return true;
        }
    }

    /** Keys of any kind, spread by their hash. @param wanted a sample: only the first so many of the buckets */
    record Hashed(RowHashes row, int buckets, int wanted) implements Reading {
        @Override
        public String sums() {
            return "SELECT " + bucket() + ", count(*), sum(" + row.hash() + ")::text FROM ONLY " + row.table()
                    + (wanted < buckets ? " WHERE " + bucket() + " < " + wanted : "") + " GROUP BY 1";
        }

        @Override
        public String rows(SortedSet<Long> differing) {
            return "SELECT " + row.keyBytes() + ", " + row.hash() + ", 1::bigint, ctid::text FROM ONLY " + row.table()
                    + " WHERE " + bucket() + " IN (" + list(differing) + ") ORDER BY 1";
        }

        private String bucket() {
            return "(" + row.keyHash("1") + " & " + (buckets - 1) + ")";
        }

        @Override
        public boolean numbered() {
            return false;
        }

        @Override
        public double share() {
            return (double) wanted / buckets;
        }
    }

    /** Rows without a key: how many there are of each. @param wanted a sample: only the first so many of the buckets */
    record Multiset(RowHashes row, int buckets, int wanted) implements Reading {
        @Override
        public String sums() {
            return "SELECT h & " + (buckets - 1) + ", count(*), sum(h)::text" + source() + " GROUP BY 1";
        }

        @Override
        public String rows(SortedSet<Long> differing) {
            return "SELECT h, 0::bigint, count(*), " + (row.hashesRecords() ? "min(at)::text" : "NULL::text") + source()
                    + " WHERE h & " + (buckets - 1) + " IN (" + list(differing) + ") GROUP BY 1 ORDER BY 1";
        }

        private String source() {
            return " FROM (SELECT " + row.hash() + " AS h, ctid AS at FROM ONLY " + row.table()
                    + (wanted < buckets ? " WHERE (" + row.keyHash("1") + " & " + (buckets - 1) + ") < " + wanted : "")
                    + " OFFSET 0) t";
        }

        @Override
        public boolean numbered() {
            return true;
        }

        @Override
        public double share() {
            return (double) wanted / buckets;
        }
    }

    private static String key(RowHashes row) {
        return quoted(row) + "::bigint";
    }

    private static String quoted(RowHashes row) {
        return row.key().stream().map(RowHashes.Column::quoted).collect(Collectors.joining(", "));
    }

    /** Where a row lies, as {@link #rows} gives it. */
    static String at(String place) {
        return "ctid = " + Sql.literal(place) + "::tid";
    }
}
