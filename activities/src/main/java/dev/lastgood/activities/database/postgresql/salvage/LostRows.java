package dev.lastgood.activities.database.postgresql.salvage;

import dev.lastgood.activities.database.postgresql.server.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.postgresql.copy.PGCopyInputStream;

/**
 * The queries that find, in the displaced database, the rows of a table that live does not have. Both sides are summed up in
 * buckets first; of the buckets that differ, live's keys and hashes are streamed into a temporary table of the displaced side's
 * session, where the server does the rest. So nothing of any table is held in the worker.
 */
final class LostRows {
    private static final int BUCKETS = 65536;
    private static final String SEEN = "pg_temp.\"lastgood live\"";

    private final String table;
    private final List<String> common;
    private final List<String> key;
    private final String columns;
    private String where = "";

    /** @param written all columns of the displaced table that are to be kept */
    LostRows(String table, List<String> written, List<String> common, List<String> key) {
        this.table = table;
        this.common = common;
        this.key = key;
        this.columns = Shape.list("t.", written);
    }

    static void prepare(Sql displaced) throws SQLException {
        displaced.execute("CREATE TEMPORARY TABLE \"lastgood live\" (k text, h bigint, n bigint)");
    }

    /** @return whether there is any difference */
    boolean look(Sql displaced, Sql live) throws SQLException, IOException {
        Map<Integer, String> mine = buckets(displaced);
        Map<Integer, String> theirs = buckets(live);
        TreeSet<Integer> differing = new TreeSet<>(mine.keySet());
        differing.removeIf(it -> Objects.equals(mine.get(it), theirs.get(it)));
        if (differing.isEmpty()) {
            return false;
        }
        if (differing.size() < BUCKETS / 2) {
            where = " AND " + bucket() + " = ANY ('{"
                    + differing.stream().map(String::valueOf).collect(Collectors.joining(",")) + "}'::int[])";
        }
        displaced.execute("TRUNCATE " + SEEN);
        String theirRows = key.isEmpty()
                ? "SELECT NULL::text, " + hash() + ", count(*) FROM ONLY " + table + " t WHERE true" + where
                        + " GROUP BY 2"
                : "SELECT " + Shape.row("t.", key) + ", " + hash() + ", 1 FROM ONLY " + table + " t WHERE true" + where;
        try (PGCopyInputStream rows = live.copyOut("COPY (" + theirRows + ") TO STDOUT")) {
            displaced.copies().copyIn("COPY " + SEEN + " FROM STDIN", rows);
        }
        displaced.execute("ANALYZE " + SEEN);
        return true;
    }

    String lost() {
        if (key.isEmpty()) {
            // Rows that nothing tells apart are counted: as many as live has are there.
            return "SELECT " + columns + " FROM (SELECT t.ctid AS \"lastgood id\", " + hash()
                    + " AS h, row_number() OVER (PARTITION BY " + hash() + ") AS i FROM ONLY " + table
                    + " t WHERE true" + where + ") x JOIN ONLY " + table + " t ON t.ctid = x.\"lastgood id\""
                    + " LEFT JOIN " + SEEN + " l ON l.h = x.h WHERE x.i > coalesce(l.n, 0)";
        }
        return "SELECT " + columns + " FROM ONLY " + table + " t WHERE NOT EXISTS (SELECT FROM " + SEEN
                + " l WHERE l.k = " + Shape.row("t.", key) + ")" + where + " ORDER BY " + Shape.list("t.", key);
    }

    /** Rows whose key live has, with other values; nothing without a key. */
    String changed() {
        return "SELECT " + columns + " FROM ONLY " + table + " t WHERE EXISTS (SELECT FROM " + SEEN + " l WHERE l.k = "
                + Shape.row("t.", key) + " AND l.h <> " + hash() + ")" + where + " ORDER BY "
                + Shape.list("t.", key);
    }

    private Map<Integer, String> buckets(Sql sql) throws SQLException {
        Map<Integer, String> buckets = new HashMap<>();
        sql.each(
                "SELECT " + bucket() + ", count(*) || ' ' || sum(" + hash() + "::numeric) FROM ONLY " + table
                        + " t GROUP BY 1",
                row -> buckets.put(row.getInt(1), row.getString(2)));
        return buckets;
    }

    private String hash() {
        return "hashtextextended(" + Shape.row("t.", common) + ", 0)";
    }

    private String bucket() {
        return "(hashtextextended(" + Shape.row("t.", key.isEmpty() ? common : key) + ", 1) & " + (BUCKETS - 1)
                + ")::int";
    }
}
