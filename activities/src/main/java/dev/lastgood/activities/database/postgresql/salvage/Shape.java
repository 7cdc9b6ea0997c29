package dev.lastgood.activities.database.postgresql.salvage;

import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.activities.database.postgresql.server.Tables;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table as its rows are written and read.
 *
 * @param keys each a set of columns that tells rows apart, the primary key first
 */
record Shape(List<Column> columns, List<List<String>> keys) {
    private static final String COLUMNS = "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname), a.attname,"
            + " CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod)"
            + " ELSE format_type(a.atttypid, a.atttypmod) END,"
            + " a.attnotnull, a.attgenerated <> '', a.atthasdef OR a.attidentity <> ''"
            + " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " JOIN pg_type t ON t.oid = a.atttypid"
            + " WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND a.attnum > 0 AND NOT a.attisdropped"
            + Tables.OF_PEOPLE + " ORDER BY a.attnum";

    /** @param type as it can be read from text; of a domain, what it is made of */
    record Column(String name, String type, boolean required, boolean generated, boolean hasDefault) {}

    /** By name, quoted and with the schema. */
    static SortedMap<String, Shape> all(Sql sql) throws SQLException {
        SortedMap<String, Shape> all = new TreeMap<>();
        Tables.keys(sql).forEach((name, keys) -> all.put(name, new Shape(new ArrayList<>(), keys)));
        sql.each(COLUMNS, row -> {
            Shape shape = all.get(row.getString(1));
            if (shape != null) {
                shape.columns.add(new Column(
                        row.getString(2), row.getString(3), row.getBoolean(4), row.getBoolean(5), row.getBoolean(6)));
            }
        });
        return all;
    }

    /** Those that hold what was written; the server computes the others. */
    List<String> written() {
        return columns.stream()
                .filter(column -> !column.generated())
                .map(Column::name)
                .toList();
    }

    @Nullable
    Column column(String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    List<String> commonWith(Shape other) {
        List<String> theirs = other.written();
        return written().stream().filter(theirs::contains).toList();
    }

    /** What tells rows apart on both sides; empty where nothing does. */
    List<String> keyWith(Shape other) {
        return keys.stream().filter(other.keys::contains).findFirst().orElse(List.of());
    }

    static String list(List<String> columns) {
        return list("", columns);
    }

    /** @param prefix such as {@code l.} */
    static String list(String prefix, List<String> columns) {
        return columns.stream().map(it -> prefix + Sql.quote(it)).collect(Collectors.joining(", "));
    }

    static String row(String prefix, List<String> columns) {
        return "ROW(" + list(prefix, columns) + ")::text";
    }
}
