package dev.lastgood.activities.database.postgresql.compare;

import dev.lastgood.activities.database.postgresql.server.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The queries that read a table as hashes, the same on both sides. A first look sums them up in buckets, by key; only the
 * buckets that differ are read row by row, in the order of the keys' bytes, which no collation changes.
 *
 * @param key what tells rows apart; empty: rows without a key are told apart by all that they hold, and counted
 */
record RowHashes(String table, List<String> columns, List<String> key) {
    private static final int BUCKETS = 1024;

    /** @param hash the sum of the rows' hashes, as a decimal number */
    record Bucket(long rows, String hash) {}

    SortedMap<Integer, Bucket> buckets(Sql sql) throws SQLException {
        SortedMap<Integer, Bucket> buckets = new TreeMap<>();
        sql.each(
                "SELECT " + bucket() + " b, count(*), sum(hashtextextended(" + row(columns)
                        + ", 0)::numeric)::text FROM ONLY " + table + " GROUP BY b",
                row -> buckets.put(row.getInt(1), new Bucket(row.getLong(2), row.getString(3))));
        return buckets;
    }

    /** Columns: the key's bytes, a hash of the row, how many such rows there are. */
    Sql.Cursor rows(Sql sql, Iterable<Integer> buckets) throws SQLException {
        StringBuilder wanted = new StringBuilder();
        buckets.forEach(it -> wanted.append(wanted.length() == 0 ? "" : ", ").append(it));
        String hash = "hashtextextended(" + row(columns) + ", 0)";
        String where = " FROM ONLY " + table + " WHERE " + bucket() + " IN (" + wanted + ")";
        return sql.cursor(
                key.isEmpty()
                        ? "SELECT int8send(" + hash + ") k, 0::bigint, count(*)" + where + " GROUP BY 1 ORDER BY 1"
                        : "SELECT convert_to(" + row(key) + ", 'UTF8') k, " + hash + ", 1::bigint" + where
                                + " ORDER BY 1");
    }

    private String bucket() {
        return "(hashtextextended(" + row(key.isEmpty() ? columns : key) + ", 1) & " + (BUCKETS - 1) + ")::int";
    }

    private static String row(List<String> columns) {
        return columns.stream().map(Sql::quote).collect(Collectors.joining(", ", "ROW(", ")::text"));
    }
}
