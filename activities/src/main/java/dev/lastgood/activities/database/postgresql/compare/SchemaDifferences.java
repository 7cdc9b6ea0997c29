package dev.lastgood.activities.database.postgresql.compare;

import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.activities.database.postgresql.server.Tables;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the schemas differ, a sentence each: both are read in the same order and merged. */
final class SchemaDifferences {
    private static final int MOST = 500;
    private static final String NAME = "quote_ident(n.nspname) || '.' || quote_ident(c.relname)";
    private static final String RELATION =
            " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE true" + Tables.OF_PEOPLE
                    + " AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid"
                    + " AND e.deptype = 'e')";

    /** Columns: order, kind, name, definition, whether it can be shown, and the table it goes with. */
    private static final List<String> PARTS = List.of(
            "SELECT 0, 'extension', quote_ident(extname), 'version ' || extversion, true, '' FROM pg_extension",
            "SELECT 1, CASE relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table'"
                    + " WHEN 'S' THEN 'sequence' ELSE 'table' END, " + NAME
                    + ", CASE WHEN relkind IN ('v', 'm') THEN md5(pg_get_viewdef(c.oid)) ELSE '' END, false, '' FROM pg_class c"
                    + RELATION + " AND relkind IN ('r', 'p', 'f', 'v', 'm', 'S')",
            "SELECT 2, 'column', " + NAME + " || '.' || quote_ident(attname), format_type(atttypid, atttypmod)"
                    + " || CASE WHEN attnotnull THEN ' not null' ELSE '' END || CASE WHEN attidentity <> '' THEN ' identity'"
                    + " WHEN attgenerated <> '' THEN ' generated as ' || pg_get_expr(adbin, adrelid)"
                    + " WHEN adbin IS NOT NULL THEN ' default ' || pg_get_expr(adbin, adrelid) ELSE '' END, true, "
                    + NAME
                    + " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
                    + " LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum" + RELATION
                    + " AND relkind IN ('r', 'p', 'f') AND attnum > 0 AND NOT attisdropped",
            "SELECT 3, 'constraint', quote_ident(conname) || ' of ' || " + NAME
                    + ", pg_get_constraintdef(o.oid), true, "
                    + NAME + " FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid" + RELATION
                    + " AND contype <> 'n'",
            "SELECT 4, 'index', (SELECT quote_ident(relname) FROM pg_class WHERE oid = indexrelid) || ' of ' || " + NAME
                    + ", regexp_replace(pg_get_indexdef(indexrelid), '^.* USING ', ''), true, " + NAME
                    + " FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid" + RELATION
                    + " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)",
            "SELECT 5, 'trigger', quote_ident(tgname) || ' of ' || " + NAME
                    + ", md5(pg_get_triggerdef(t.oid)), false, " + NAME
                    + " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid" + RELATION + " AND NOT tgisinternal",
            "SELECT 6, 'function', quote_ident(n.nspname) || '.' || quote_ident(proname) || '('"
                    + " || pg_get_function_identity_arguments(p.oid) || ')', md5(pg_get_functiondef(p.oid)), false, ''"
                    + " FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE prokind IN ('f', 'p')"
                    + Tables.OF_PEOPLE
                    + " AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_proc'::regclass"
                    + " AND e.objid = p.oid AND e.deptype = 'e')",
            "SELECT 7, 'type', quote_ident(n.nspname) || '.' || quote_ident(typname), coalesce((SELECT"
                    + " string_agg(enumlabel, ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid),"
                    + " format_type(nullif(typbasetype, 0), typtypmod), ''), true, '' FROM pg_type t"
                    + " JOIN pg_namespace n ON n.oid = t.typnamespace WHERE typtype IN ('d', 'e')" + Tables.OF_PEOPLE
                    + " AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_type'::regclass"
                    + " AND e.objid = t.oid AND e.deptype = 'e')");

    private final List<String> found = new ArrayList<>();
    private final Set<String> onOneSide = new HashSet<>();
    private int more;

    private SchemaDifferences() {}

    private record Item(int order, String kind, String name, String definition, boolean shown, String table) {
        static @Nullable Item next(ResultSet row) throws SQLException {
            return row.next()
                    ? new Item(
                            row.getInt(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getBoolean(5),
                            row.getString(6))
                    : null;
        }

        String id() {
            return order + kind + "\0" + name;
        }

        String said() {
            return kind + " " + name;
        }
    }

    static List<String> of(Sides.Pair sides) throws Exception {
        String query = "SELECT * FROM (" + String.join(" UNION ALL ", PARTS)
                + ") s(o, k, n, d, s, t) ORDER BY o, k COLLATE \"C\", n COLLATE \"C\"";
        Sides.Both<Sql.Cursor> cursors = sides.both(sql -> sql.cursor(query));
        try (Sql.Cursor live = cursors.live();
                Sql.Cursor backup = cursors.backup()) {
            SchemaDifferences differences = new SchemaDifferences();
            differences.merge(live.rows(), backup.rows());
            return differences.sentences();
        }
    }

    private void merge(ResultSet live, ResultSet backup) throws SQLException {
        Item mine = Item.next(live);
        Item its = Item.next(backup);
        while (mine != null || its != null) {
            int order = mine == null ? 1 : its == null ? -1 : Bytes.compare(mine.id(), its.id());
            if (order < 0 && mine != null) {
                only(mine, "live");
            } else if (order > 0 && its != null) {
                only(its, "the backup");
            } else if (mine != null && its != null && !mine.definition().equals(its.definition())) {
                say(
                        mine,
                        mine.shown()
                                ? mine.said() + ": " + mine.definition() + " in live, " + its.definition()
                                        + " in the backup"
                                : mine.said() + " differs");
            }
            mine = order <= 0 ? Item.next(live) : mine;
            its = order >= 0 ? Item.next(backup) : its;
        }
    }

    private void only(Item item, String where) {
        if (item.order() == 1) {
            onOneSide.add(item.name());
        }
        String what = item.shown() && !item.definition().isEmpty() ? " (" + item.definition() + ")" : "";
        say(item, item.said() + what + " is only in " + where);
    }

    /** What belongs to a table that is on one side only goes without saying. */
    private void say(Item item, String sentence) {
        if (!onOneSide.contains(item.table())) {
            if (found.size() < MOST) {
                found.add(sentence.length() > 300 ? sentence.substring(0, 300) + " …" : sentence);
            } else {
                more++;
            }
        }
    }

    private List<String> sentences() {
        if (more > 0) {
            found.add("and " + more + " more differences");
        }
        return found;
    }

    /** As PostgreSQL's collation "C" orders UTF-8. */
    private static final class Bytes {
        static int compare(String one, String other) {
            return java.util.Arrays.compareUnsigned(
                    one.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    other.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }
}
