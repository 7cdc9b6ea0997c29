package dev.lastgood.activities.database.postgresql.swap;

import dev.lastgood.activities.database.postgresql.server.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The schemas of one database that hold its data, and what the ways that work within the database can't take along. Schemas of
 * extensions, or with nothing else in them, stay as they are; so do those that an earlier swap keeps.
 */
final class UserSchemas {
    static final String ASIDE = "'_(lg|displaced)_[0-9a-f]{8}$'";

    private static final String OF_EXTENSION = " EXISTS (SELECT FROM pg_depend x WHERE x.classid = '%s'::regclass"
            + " AND x.objid = %s.oid AND x.deptype = 'e')";
    private static final String SCHEMAS = " FROM pg_namespace n WHERE n.nspname <> 'information_schema'"
            + " AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname !~ " + ASIDE
            + " AND NOT" + OF_EXTENSION.formatted("pg_namespace", "n")
            + " AND NOT (EXISTS (SELECT FROM pg_extension e WHERE e.extnamespace = n.oid)"
            + " AND NOT EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = n.oid AND c.relkind IN ('r','p','v','m','f','S')"
            + " AND NOT" + OF_EXTENSION.formatted("pg_class", "c") + ")"
            + " AND NOT EXISTS (SELECT FROM pg_proc p WHERE p.pronamespace = n.oid"
            + " AND NOT" + OF_EXTENSION.formatted("pg_proc", "p") + ")"
            + " AND n.nspname <> 'public')";
    private static final String RELATIONS = " FROM pg_class c WHERE c.relnamespace IN (SELECT n.oid" + SCHEMAS
            + ") AND c.relkind IN ('r','p','v','m','f','S') AND NOT" + OF_EXTENSION.formatted("pg_class", "c");

    // What a trusted extension is made of belongs to a superuser, whoever created it.
    private static final String MOVABLE = "e.extrelocatable AND pg_has_role(current_user, e.extowner, 'USAGE')"
            + " AND NOT EXISTS (SELECT FROM pg_depend x"
            + " LEFT JOIN pg_proc p ON x.classid = 'pg_proc'::regclass AND p.oid = x.objid"
            + " LEFT JOIN pg_type t ON x.classid = 'pg_type'::regclass AND t.oid = x.objid"
            + " WHERE x.refclassid = 'pg_extension'::regclass AND x.refobjid = e.oid AND x.deptype = 'e'"
            + " AND NOT pg_has_role(current_user, coalesce(p.proowner, t.typowner, e.extowner), 'USAGE'))";

    private static final String OUTSIDE =
            "SELECT 'publication ' || quote_ident(pubname) || ' would go on with the old tables'"
                    + " FROM pg_publication"
                    + " UNION ALL SELECT 'event trigger ' || quote_ident(evtname) || ' is outside of the schemas' FROM pg_event_trigger t"
                    + " WHERE NOT" + OF_EXTENSION.formatted("pg_event_trigger", "t")
                    + " UNION ALL SELECT 'a cast from ' || castsource::regtype || ' to ' || casttarget::regtype"
                    + " || ' is outside of the schemas' FROM pg_cast c WHERE oid >= 16384 AND NOT"
                    + OF_EXTENSION.formatted("pg_cast", "c")
                    + " UNION ALL SELECT count(*) || ' large objects are outside of the schemas' FROM pg_largeobject_metadata"
                    + " HAVING count(*) > 0";

    private final Sql sql;

    /** @param sql a session of the database itself */
    UserSchemas(Sql sql) {
        this.sql = sql;
    }

    record Schema(long oid, String name) {}

    List<Schema> all() throws SQLException {
        return sql.list("SELECT n.oid, n.nspname" + SCHEMAS + " ORDER BY n.oid", UserSchemas::schema);
    }

    /** Those set aside under names that end so, such as {@code _lg_1a2b3c4d}. */
    List<Schema> aside(String ending) throws SQLException {
        return sql.list(
                "SELECT oid, nspname FROM pg_namespace WHERE right(nspname, length(?)) = ? ORDER BY oid",
                UserSchemas::schema,
                ending,
                ending);
    }

    private static Schema schema(java.sql.ResultSet row) throws SQLException {
        return new Schema(row.getLong(1), row.getString(2));
    }

    /** Extensions that can be moved, with the schema that they stand in. */
    List<List<String>> movableExtensions() throws SQLException {
        return sql.list(
                "SELECT e.extname, n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace"
                        + " WHERE n.oid IN (SELECT n.oid" + SCHEMAS + ") AND " + MOVABLE,
                row -> List.of(row.getString(1), row.getString(2)));
    }

    List<String> againstSchemas() throws SQLException {
        List<String> against = new ArrayList<>(
                sql.strings("SELECT 'schema ' || quote_ident(n.nspname) || ' belongs to ' || n.nspowner::regrole"
                        + SCHEMAS + " AND NOT pg_has_role(current_user, n.nspowner, 'USAGE')"));
        against.addAll(
                sql.strings("SELECT 'role ' || quote_ident(current_user) || ' may not make schemas in it (GRANT CREATE"
                        + " ON DATABASE)' WHERE NOT has_database_privilege(current_database(), 'CREATE')"));
        against.addAll(sql.strings("SELECT 'extension ' || quote_ident(e.extname) || ' can''t be moved out of schema '"
                + " || e.extnamespace::regnamespace || CASE WHEN e.extrelocatable THEN ' by ' || quote_ident(current_user)"
                + " || ', as what it is made of belongs to another role' ELSE '' END FROM pg_extension e"
                + " WHERE e.extnamespace IN (SELECT n.oid" + SCHEMAS + ") AND NOT (" + MOVABLE + ")"));
        against.addAll(sql.strings("SELECT 'role ' || quote_ident(current_user) || ' may not lock ' || c.oid::regclass"
                + RELATIONS + " AND c.relkind IN ('r','p') AND NOT pg_has_role(current_user, c.relowner, 'USAGE')"
                + " AND NOT has_table_privilege(c.oid, 'TRUNCATE') LIMIT 3"));
        against.addAll(sql.strings(OUTSIDE));
        return against;
    }

    List<String> againstInPlace() throws SQLException {
        List<String> against =
                new ArrayList<>(sql.strings("SELECT c.oid::regclass || ' belongs to ' || c.relowner::regrole"
                        + RELATIONS + " AND NOT pg_has_role(current_user, c.relowner, 'USAGE') LIMIT 3"));
        against.addAll(sql.strings(OUTSIDE));
        return against;
    }
}
