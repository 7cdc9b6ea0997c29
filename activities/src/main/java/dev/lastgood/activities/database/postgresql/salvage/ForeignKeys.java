package dev.lastgood.activities.database.postgresql.salvage;

import dev.lastgood.activities.database.postgresql.server.Sql;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The foreign keys of a database, and the order in which they let rows be inserted. */
record ForeignKeys(List<Key> keys) {
    /** Those that only mirror a key towards the single partitions of its parent are left out. */
    private static final String KEYS = "SELECT c.conname, quote_ident(cn.nspname) || '.' || quote_ident(cc.relname),"
            + " quote_ident(pn.nspname) || '.' || quote_ident(pc.relname), c.condeferrable,"
            + " ARRAY(SELECT a.attname::text FROM unnest(c.conkey) WITH ORDINALITY k(num, ord)"
            + " JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.num ORDER BY ord),"
            + " ARRAY(SELECT a.attname::text FROM unnest(c.confkey) WITH ORDINALITY k(num, ord)"
            + " JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.num ORDER BY ord),"
            + " ARRAY(SELECT quote_ident(n.nspname) || '.' || quote_ident(l.relname) FROM pg_partition_tree(c.confrelid) t"
            + " JOIN pg_class l ON l.oid = t.relid JOIN pg_namespace n ON n.oid = l.relnamespace WHERE t.isleaf)"
            + " FROM pg_constraint c JOIN pg_class cc ON cc.oid = c.conrelid JOIN pg_namespace cn ON cn.oid = cc.relnamespace"
            + " JOIN pg_class pc ON pc.oid = c.confrelid JOIN pg_namespace pn ON pn.oid = pc.relnamespace"
            + " WHERE c.contype = 'f' AND cc.relkind = 'r' AND NOT EXISTS (SELECT FROM pg_constraint p"
            + " WHERE p.oid = c.conparentid AND p.conrelid = c.conrelid) ORDER BY c.oid";

    /** @param parents the tables that hold the parent's rows: itself, or its partitions */
    record Key(
            String name,
            String child,
            String parent,
            boolean deferrable,
            List<String> columns,
            List<String> parentColumns,
            List<String> parents) {

        boolean pointsTo(String table) {
            return parent.equals(table) || parents.contains(table);
        }
    }

    static ForeignKeys of(Sql sql) throws SQLException {
        return new ForeignKeys(sql.list(
                KEYS,
                row -> new Key(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getBoolean(4),
                        strings(row, 5),
                        strings(row, 6),
                        strings(row, 7))));
    }

    List<Key> of(String child) {
        return keys.stream().filter(key -> key.child().equals(child)).toList();
    }

    /** Parents before children; where they go round in circles, by name. */
    List<String> order(Collection<String> tables) {
        Set<String> left = new LinkedHashSet<>(tables.stream().sorted().toList());
        List<String> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            String next = left.stream()
                    .filter(table -> waitsForNone(table, left))
                    .findFirst()
                    .orElseGet(() -> left.iterator().next());
            left.remove(next);
            ordered.add(next);
        }
        return ordered;
    }

    private boolean waitsForNone(String table, Set<String> left) {
        return of(table).stream().noneMatch(key -> left.stream().anyMatch(it -> !it.equals(table) && key.pointsTo(it)));
    }

    private static List<String> strings(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        return List.of((String[]) array.getArray());
    }
}
