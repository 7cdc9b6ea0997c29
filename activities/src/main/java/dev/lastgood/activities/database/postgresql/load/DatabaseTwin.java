package dev.lastgood.activities.database.postgresql.load;

import dev.lastgood.activities.database.postgresql.server.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a new database like the live one in everything that a dump does not hold. */
public final class DatabaseTwin {
    private static final Set<String> LISTS = Set.of("search_path", "temp_tablespaces");

    private DatabaseTwin() {}

    /** From template0, as template1 may differ. The columns differ by version, so the row is read as JSON. */
    public static String create(Sql sql, long liveOid, String name) throws SQLException {
        return sql.one(
                "SELECT CASE WHEN pg_has_role(current_user, d.datdba, 'USAGE') THEN pg_get_userbyid(d.datdba)"
                        + " ELSE current_user END, pg_encoding_to_char(d.encoding), d.datcollate, d.datctype,"
                        + " to_jsonb(d)->>'datlocprovider',"
                        + " coalesce(to_jsonb(d)->>'datlocale', to_jsonb(d)->>'daticulocale'),"
                        + " to_jsonb(d)->>'daticurules', t.spcname, d.datconnlimit"
                        + " FROM pg_database d JOIN pg_tablespace t ON t.oid = d.dattablespace WHERE d.oid = ?::oid",
                row -> "CREATE DATABASE " + Sql.quote(name) + " TEMPLATE template0 OWNER " + Sql.quote(row.getString(1))
                        + " ENCODING " + Sql.literal(row.getString(2))
                        + " LC_COLLATE " + Sql.literal(row.getString(3))
                        + " LC_CTYPE " + Sql.literal(row.getString(4))
                        + provider(row.getString(5), row.getString(6), row.getString(7))
                        + tablespace(row.getString(8))
                        + " CONNECTION LIMIT " + row.getInt(9),
                liveOid);
    }

    // Naming the standard one takes a right that using it does not.
    private static String tablespace(String name) {
        return name.equals("pg_default") ? "" : " TABLESPACE " + Sql.quote(name);
    }

    private static String provider(@Nullable String provider, @Nullable String locale, @Nullable String rules) {
        if (provider == null || locale == null || provider.equals("c")) {
            return "";
        }
        return provider.equals("i")
                ? " LOCALE_PROVIDER icu ICU_LOCALE " + Sql.literal(locale)
                        + (rules == null ? "" : " ICU_RULES " + Sql.literal(rules))
                : " LOCALE_PROVIDER builtin BUILTIN_LOCALE " + Sql.literal(locale);
    }

    /** ALTER DATABASE … SET, ALTER ROLE … IN DATABASE … SET, and who may connect. */
    public static void copySettings(Sql sql, String live, String twin) throws SQLException {
        sql.execute("ALTER DATABASE " + Sql.quote(twin) + " RESET ALL");
        List<Setting> settings = sql.list(
                "SELECT r.rolname, c FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase"
                        + " LEFT JOIN pg_roles r ON r.oid = s.setrole, unnest(s.setconfig) c WHERE d.datname = ?",
                row -> Setting.of(row.getString(1), row.getString(2)),
                live);
        for (Setting setting : settings) {
            copy(sql, setting, Sql.quote(twin));
        }
        for (String grant : grants(sql, live, Sql.quote(twin))) {
            sql.execute(grant);
        }
    }

    private record Setting(@Nullable String role, String name, String value) {
        static Setting of(@Nullable String role, String config) {
            int equals = config.indexOf('=');
            return new Setting(role, config.substring(0, equals), config.substring(equals + 1));
        }
    }

    private static void copy(Sql sql, Setting setting, String twin) throws SQLException {
        String set = (setting.role() == null
                        ? "ALTER DATABASE " + twin
                        : "ALTER ROLE " + Sql.quote(setting.role()) + " IN DATABASE " + twin)
                + " SET " + String.join(".", quoted(setting.name().split("\\.")));
        if (!LISTS.contains(setting.name())) {
            sql.execute(set + " TO " + Sql.literal(setting.value()));
            return;
        }
        // A list is stored as it is shown, its members quoted where needed: taken over whole, not quoted again.
        String before = sql.one("SELECT current_setting(?)", row -> row.getString(1), setting.name());
        sql.strings("SELECT set_config(?, ?, false)", setting.name(), setting.value());
        sql.execute(set + " FROM CURRENT");
        sql.strings("SELECT set_config(?, ?, false)", setting.name(), before);
    }

    private static List<String> quoted(String[] parts) {
        return java.util.Arrays.stream(parts).map(Sql::quote).toList();
    }

    private static List<String> grants(Sql sql, String live, String twin) throws SQLException {
        List<String> grants = sql.list(
                "SELECT a.privilege_type, CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END,"
                        + " a.is_grantable FROM pg_database d, aclexplode(d.datacl) a WHERE d.datname = ?",
                row -> "GRANT " + row.getString(1) + " ON DATABASE " + twin + " TO " + row.getString(2)
                        + (row.getBoolean(3) ? " WITH GRANT OPTION" : ""),
                live);
        if (!grants.isEmpty()) {
            grants.add(0, "REVOKE ALL ON DATABASE " + twin + " FROM PUBLIC");
        }
        return grants;
    }
}
