package dev.lastgood.activities.database.postgresql.compare;

import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.activities.database.postgresql.server.Tables;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A table that holds rows of its own (so a partition, not its parent), as far as comparing needs to know it.
 *
 * @param name quoted and with the schema
 * @param columns but those that are computed from others
 * @param keys each a set of columns that no two rows share and that are never null; the primary key first
 * @param bytes on disk, without indexes
 */
record Shape(String name, List<Column> columns, List<List<Column>> keys, long bytes) {
    private static final String NAME = "quote_ident(n.nspname) || '.' || quote_ident(c.relname)";
    private static final String TABLES = " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE c.relkind = 'r' AND c.relpersistence <> 't'" + Tables.OF_PEOPLE;
    private static final String NAMED =
            "a.attname::text, CASE WHEN t.typnamespace = 'pg_catalog'::regnamespace" + " THEN t.typname ELSE '' END";
    private static final String COLUMNS = "SELECT " + NAME + ", " + NAMED + " FROM pg_attribute a"
            + " JOIN pg_type t ON t.oid = a.atttypid JOIN pg_class c ON c.oid = a.attrelid"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE a.attnum > 0 AND NOT a.attisdropped"
            + " AND a.attgenerated = '' AND c.oid IN (SELECT c.oid" + TABLES + ") ORDER BY c.oid, a.attnum";
    private static final String KEYS = "SELECT " + NAME + ", " + NAMED + ", i.indexrelid FROM pg_index i"
            + " CROSS JOIN LATERAL unnest(i.indkey[0 : i.indnkeyatts - 1]) k"
            + " JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k JOIN pg_type t ON t.oid = a.atttypid"
            + " JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL"
            + " AND NOT EXISTS (SELECT FROM unnest(i.indkey[0 : i.indnkeyatts - 1]) k JOIN pg_attribute a"
            + " ON a.attrelid = i.indrelid AND a.attnum = k WHERE NOT a.attnotnull) AND c.oid IN (SELECT c.oid" + TABLES
            + ") ORDER BY i.indisprimary DESC, i.indexrelid, a.attname COLLATE \"C\"";

    /** @param type as PostgreSQL's own types are called, such as {@code int8}; empty for all others */
    record Column(String name, String type) {
        boolean isInteger() {
            return type.equals("int2") || type.equals("int4") || type.equals("int8");
        }

        String quoted() {
            return Sql.quote(name);
        }
    }

    /** By name. */
    static SortedMap<String, Shape> of(Sql sql) throws SQLException {
        SortedMap<String, Shape> shapes = new TreeMap<>();
        sql.each("SELECT " + NAME + ", pg_table_size(c.oid)" + TABLES, row -> {
            shapes.put(
                    row.getString(1),
                    new Shape(row.getString(1), new ArrayList<>(), new ArrayList<>(), row.getLong(2)));
        });
        sql.each(COLUMNS, row -> shape(shapes, row).columns().add(new Column(row.getString(2), row.getString(3))));
        long[] last = {0};
        sql.each(KEYS, row -> {
            List<List<Column>> keys = shape(shapes, row).keys();
            if (row.getLong(4) != last[0]) {
                keys.add(new ArrayList<>());
                last[0] = row.getLong(4);
            }
            keys.get(keys.size() - 1).add(new Column(row.getString(2), row.getString(3)));
        });
        return shapes;
    }

    List<String> keyNames(List<Column> key) {
        return key.stream().map(Column::name).toList();
    }

    private static Shape shape(SortedMap<String, Shape> shapes, ResultSet row) throws SQLException {
        return java.util.Objects.requireNonNull(shapes.get(row.getString(1)));
    }
}
