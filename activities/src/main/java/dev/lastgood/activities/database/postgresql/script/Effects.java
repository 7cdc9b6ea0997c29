package dev.lastgood.activities.database.postgresql.script;

import dev.lastgood.activities.database.postgresql.server.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a script did, measured inside its transaction and after it was rolled back: by objects, not by reading the script, so that
 * a CASCADE, a trigger or a DO block hides nothing.
 */
final class Effects {
    private static final String TABLES = "SELECT c.oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname)"
            + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'm')"
            + " AND c.relpersistence <> 't' AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'";
    private static final String COLUMNS = "SELECT a.attrelid, quote_ident(a.attname), a.attnum FROM pg_attribute a"
            + " WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid = ANY (?)";
    private static final String CHANGED = "SELECT relid, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_xact_user_tables"
            + " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0";
    private static final String LOCKS = "SELECT relation, mode FROM pg_locks WHERE pid = pg_backend_pid()"
            + " AND locktype = 'relation' AND granted AND database = (SELECT oid FROM pg_database WHERE datname ="
            + " current_database())";

    /** From the strongest on; weaker ones hold nobody up. */
    private static final Map<String, String> FELT = new LinkedHashMap<>();

    static {
        FELT.put("AccessExclusiveLock", "nobody reads or writes it meanwhile");
        FELT.put("ExclusiveLock", "nobody writes it meanwhile");
        FELT.put("ShareRowExclusiveLock", "nobody writes it meanwhile");
        FELT.put("ShareLock", "nobody writes it meanwhile");
    }

    private final Sql sql;
    private final boolean withRows;
    private final Map<Long, String> tables;
    private final Map<Long, Map<Integer, String>> columns;
    private final List<String> lost = new ArrayList<>();
    private final Map<String, String> locks = new TreeMap<>();
    private final List<String> gone = new ArrayList<>();
    private final Map<String, String> goneColumns = new TreeMap<>();
    private final Set<String> deletedFrom = new HashSet<>();
    private final Map<String, Long> left = new TreeMap<>();

    /** @param withRows whether the copy holds the rows too */
    static Effects before(Sql sql, boolean withRows) throws SQLException {
        return new Effects(sql, withRows);
    }

    private Effects(Sql sql, boolean withRows) throws SQLException {
        this.sql = sql;
        this.withRows = withRows;
        this.tables = tables();
        this.columns = columns();
    }

    /** To be called before the transaction is rolled back. */
    void inside() throws SQLException {
        Map<Long, String> now = tables();
        Map<Long, Map<Integer, String>> columnsNow = columns();
        tables.forEach((oid, name) -> {
            if (!now.containsKey(oid)) {
                gone.add(name);
            } else {
                Map<Integer, String> kept = columnsNow.getOrDefault(oid, Map.of());
                columns.getOrDefault(oid, Map.of()).forEach((number, column) -> {
                    if (!kept.containsKey(number)) {
                        goneColumns.put(name + "." + column, name);
                    }
                });
            }
        });
        changed();
        locked(now);
    }

    /** To be called after it: the rows that were taken away are there again and can be counted. */
    void after() throws SQLException {
        for (String name : gone) {
            lost.add("table " + name + (withRows ? " with " + rows(count("*", name)) : ""));
        }
        for (Map.Entry<String, String> column : goneColumns.entrySet()) {
            String name = column.getKey().substring(column.getValue().length() + 1);
            lost.add("column " + column.getKey()
                    + (withRows ? " with " + count(name, column.getValue()) + " values" : ""));
        }
        for (Map.Entry<String, Long> table : left.entrySet()) {
            long before = count("*", table.getKey());
            if (before > 0 && table.getValue() == 0 && !deletedFrom.contains(table.getKey())) {
                lost.add("all " + rows(before) + " of " + table.getKey());
            }
        }
    }

    List<String> lost() {
        return List.copyOf(lost);
    }

    List<String> locks() {
        return locks.entrySet().stream()
                .map(it -> it.getKey() + ": " + it.getValue())
                .toList();
    }

    private void changed() throws SQLException {
        Map<Long, String> words = new HashMap<>();
        sql.each(CHANGED, row -> {
            if (row.getLong(4) > 0) {
                words.put(row.getLong(1), rows(row.getLong(4)) + " of %s");
                deletedFrom.add(String.valueOf(tables.get(row.getLong(1))));
            }
            if (row.getLong(3) > 0) {
                words.merge(
                        row.getLong(1),
                        "the former values of " + rows(row.getLong(3)) + " of %s",
                        (one, other) -> one + ", and " + other);
            }
        });
        words.forEach((oid, text) -> {
            String name = tables.get(oid);
            if (name != null && !gone.contains(name)) {
                lost.add(text.replace("%s", name));
            }
        });
        lost.sort(null);
    }

    private void locked(Map<Long, String> now) throws SQLException {
        Map<Long, List<String>> modes = new HashMap<>();
        sql.each(
                LOCKS,
                row -> modes.computeIfAbsent(row.getLong(1), it -> new ArrayList<>())
                        .add(row.getString(2)));
        for (Map.Entry<Long, List<String>> held : modes.entrySet()) {
            String name = tables.get(held.getKey());
            if (name == null) {
                continue;
            }
            FELT.entrySet().stream()
                    .filter(it -> held.getValue().contains(it.getKey()))
                    .findFirst()
                    .ifPresent(it -> locks.put(name, it.getValue()));
            // A truncated table counts no row as deleted.
            if (withRows && now.containsKey(held.getKey()) && held.getValue().contains("AccessExclusiveLock")) {
                left.put(name, count("*", now.get(held.getKey())));
            }
        }
    }

    private long count(String what, String table) throws SQLException {
        return sql.one("SELECT count(" + what + ") FROM " + table, row -> row.getLong(1));
    }

    private Map<Long, String> tables() throws SQLException {
        Map<Long, String> found = new TreeMap<>();
        sql.each(TABLES, row -> found.put(row.getLong(1), row.getString(2)));
        return found;
    }

    private Map<Long, Map<Integer, String>> columns() throws SQLException {
        Map<Long, Map<Integer, String>> found = new HashMap<>();
        Long[] oids = tables.keySet().toArray(new Long[0]);
        sql.each(
                COLUMNS.replace("?", "?::oid[]"),
                row -> found.computeIfAbsent(row.getLong(1), it -> new TreeMap<>())
                        .put(row.getInt(3), row.getString(2)),
                (Object) oids);
        return found;
    }

    private static String rows(long rows) {
        return rows + (rows == 1 ? " row" : " rows");
    }
}
