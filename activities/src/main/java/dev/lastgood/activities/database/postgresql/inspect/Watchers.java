package dev.lastgood.activities.database.postgresql.inspect;

import dev.lastgood.workflows.model.Finding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Failover managers and poolers, known by the names of their sessions anywhere on the server. */
final class Watchers implements Look {
    private static final Map<String, String> MANAGERS = new LinkedHashMap<>(Map.of(
            "patroni", "Patroni",
            "repmgr", "repmgr",
            "pgautofailover", "pg_auto_failover",
            "pg_auto_failover", "pg_auto_failover",
            "pg_autoctl", "pg_auto_failover",
            "stolon", "Stolon",
            "cnpg", "CloudNativePG",
            "efm", "EDB Failover Manager"));
    private static final Map<String, String> POOLERS = new LinkedHashMap<>(Map.of(
            "pgbouncer", "PgBouncer",
            "odyssey", "Odyssey",
            "pgcat", "PgCat",
            "supavisor", "Supavisor",
            "pgpool", "Pgpool-II"));

    @Override
    public List<Finding> look(Ground ground) throws SQLException {
        List<String> names = ground.sql()
                .strings("SELECT DISTINCT lower(application_name) FROM pg_stat_activity WHERE application_name <> ''");
        List<Finding> found = new ArrayList<>();
        among(names, MANAGERS)
                .forEach(manager -> found.add(Look.toKnow(
                        manager + " watches this server",
                        "it must not fail over while a restore loads or in the swap: pause it first (Patroni: patronictl"
                                + " pause); the swap itself is replicated like any other transaction")));
        if (ground.server().settings().pgbouncer().isEmpty()) {
            among(names, POOLERS)
                    .forEach(pooler -> found.add(Look.toKnow(
                            pooler + " is in front of this server",
                            "its sessions are ended in the swap and it reconnects at once, but queries in flight fail"
                                    + (pooler.equals("PgBouncer")
                                            ? "; named under pgbouncer, it is paused meanwhile"
                                            : ""))));
        }
        return found;
    }

    private static List<String> among(List<String> names, Map<String, String> known) {
        return known.entrySet().stream()
                .filter(it -> names.stream()
                        .anyMatch(name -> name.startsWith(it.getKey().toLowerCase(Locale.ROOT))))
                .map(Map.Entry::getValue)
                .distinct()
                .sorted()
                .toList();
    }
}
