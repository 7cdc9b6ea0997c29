package dev.lastgood.activities.database.postgresql.salvage;

import dev.lastgood.activities.database.postgresql.server.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The application's own triggers on insert. What they did when the rows were first written stands in other rows already. */
final class Triggers {
    private static final String ALL = "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname), t.tgname,"
            + " t.tgenabled::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE NOT t.tgisinternal AND t.tgtype & 4 <> 0 AND t.tgenabled <> 'D' ORDER BY 1, 2";

    private Triggers() {}

    /** @param bypassed whether rows are put back as a replica does, for which only few triggers fire */
    static List<String> of(Sql live, Set<String> tables, boolean bypassed) throws SQLException {
        List<String> triggers = new ArrayList<>();
        live.each(ALL, row -> {
            if (tables.contains(row.getString(1))) {
                boolean always = row.getString(3).equals("A");
                boolean fires = always || row.getString(3).equals("R") == bypassed;
                triggers.add(row.getString(2) + " on " + row.getString(1) + (fires ? ": fires" : ": does not fire"));
            }
        });
        return triggers;
    }
}
