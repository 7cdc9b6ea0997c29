package dev.lastgood.activities.database.postgresql.server;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tables of a database that hold rows of their own (so partitions, not their parents), with columns and keys. */
public final class Tables {
    /** Of pg_namespace as n: people's, without those that a swap of schemas keeps beside the live ones. */
    public static final String OF_PEOPLE =
            " AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname !~ '_(lg|displaced)_[0-9a-f]{8}$'";

    private static final String USER_TABLES = " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE c.relkind %s AND c.relpersistence <> 't'" + OF_PEOPLE.replace("%", "%%");
    private static final String NAMES = "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)" + USER_TABLES;
    private static final String KEYS = "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname),"
            + " ARRAY(SELECT a.attname::text FROM unnest(i.indkey[0 : i.indnkeyatts - 1]) k"
            + " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k ORDER BY a.attname)"
            + " FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL"
            + " AND NOT EXISTS (SELECT FROM unnest(i.indkey[0 : i.indnkeyatts - 1]) k"
            + " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k WHERE NOT a.attnotnull)"
            + " ORDER BY i.indisprimary DESC, i.indexrelid";

    private Tables() {}

    /**
     * By name, quoted and with the schema.
     *
     * @return of each table, the sets of columns that no two rows share and that are never null; the primary key first
     */
    public static SortedMap<String, List<List<String>>> keys(Sql sql) throws SQLException {
        SortedMap<String, List<List<String>>> tables = new TreeMap<>();
        sql.strings(NAMES.formatted("= 'r'")).forEach(name -> tables.put(name, new ArrayList<>()));
        sql.each(KEYS, row -> {
            List<List<String>> keys = tables.get(row.getString(1));
            if (keys != null) {
                keys.add(strings(row));
            }
        });
        return tables;
    }

    /** The parents of partitions too, as a dump makes them all. */
    public static Set<String> names(Sql sql) throws SQLException {
        return new TreeSet<>(sql.strings(NAMES.formatted("IN ('r', 'p')")));
    }

    private static List<String> strings(ResultSet row) throws SQLException {
        Array array = row.getArray(2);
        return List.of((String[]) array.getArray());
    }
}
