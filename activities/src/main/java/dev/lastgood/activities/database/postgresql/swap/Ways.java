package dev.lastgood.activities.database.postgresql.swap;

import dev.lastgood.activities.database.postgresql.PostgresSettings;
import dev.lastgood.activities.database.postgresql.server.Databases;
import dev.lastgood.activities.database.postgresql.server.Server;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.model.SwapWay;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Chooses how the restored data will take the live data's place: the first of the ways that can be gone here. */
public final class Ways {
    private final Server server;
    private final Sql sql;
    private final String live;

    public Ways(Server server, Sql maintenance, String live) {
        this.server = server;
        this.sql = maintenance;
        this.live = live;
    }

    /** @param words for the plan: what is done, how long it is felt, and why nothing better can be done */
    public record Chosen(SwapWay way, String words) {}

    /** @throws io.temporal.failure.ApplicationFailure REFUSED with all reasons when there is none, or not the one asked for */
    public Chosen choose() throws SQLException {
        PostgresSettings.Way wanted = server.settings().way();
        List<String> against = new ArrayList<>();
        for (PostgresSettings.Way way : PostgresSettings.Way.values()) {
            if (way == PostgresSettings.Way.AUTO || wanted != PostgresSettings.Way.AUTO && wanted != way) {
                continue;
            }
            List<String> obstacles = obstacles(way);
            if (obstacles.isEmpty()) {
                SwapWay chosen = swapWay(way);
                return new Chosen(chosen, chosen.words() + (against.isEmpty() ? "" : ". Not " + reasons(against)));
            }
            against.add(name(way) + ", as " + String.join(" and ", obstacles));
        }
        throw Failures.permanent(
                FailureType.REFUSED,
                "nothing restored could take the place of " + live + ": not " + reasons(against)
                        + (wanted == PostgresSettings.Way.AUTO ? "" : ". The catalog allows this way only (way)"));
    }

    private static String reasons(List<String> against) {
        return String.join("; not ", against);
    }

    private static String name(PostgresSettings.Way way) {
        return switch (way) {
            case AUTO -> "any";
            case RENAME -> "by renaming";
            case SCHEMAS -> "by a swap of schemas";
            case REPOINT -> "by pointing the application elsewhere";
            case IN_PLACE -> "in place";
        };
    }

    private List<String> obstacles(PostgresSettings.Way way) throws SQLException {
        return switch (way) {
            case AUTO -> List.of();
            case RENAME -> renaming();
            case SCHEMAS -> {
                try (Sql inside = server.connect(live)) {
                    yield new UserSchemas(inside).againstSchemas();
                }
            }
            case REPOINT ->
                server.settings().repoint() == null
                        ? List.of("the catalog names no command for it (repoint)")
                        : List.of();
            case IN_PLACE -> inPlace();
        };
    }

    private List<String> renaming() throws SQLException {
        if (live.equals(server.settings().maintenanceDatabase())) {
            return List.of("it can't be renamed from within: the maintenance-database is this one too");
        }
        String owner = sql.one(
                "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE oid = ?::oid",
                row -> row.getString(1),
                new Databases(sql).live(live, server).oid());
        if (sql.one("SELECT pg_has_role(current_user, ?, 'USAGE')", row -> row.getBoolean(1), owner)) {
            return List.of();
        }
        String user = server.settings().user();
        return List.of("role " + user + " may not rename " + live + ", which belongs to " + owner + " (GRANT "
                + Sql.quote(owner) + " TO " + Sql.quote(user) + ", or name a superuser in the catalog)");
    }

    private List<String> inPlace() throws SQLException {
        List<String> against = new ArrayList<>();
        if (server.settings().emergency() == null) {
            against.add("there is no place for the backup before it (emergency.folder)");
        }
        try (Sql inside = server.connect(live)) {
            against.addAll(new UserSchemas(inside).againstInPlace());
        }
        return against;
    }

    private SwapWay swapWay(PostgresSettings.Way way) throws SQLException {
        return switch (way) {
            case AUTO, RENAME -> hasGate(sql) ? SwapWay.GATE : SwapWay.RENAME;
            case SCHEMAS -> SwapWay.SCHEMAS;
            case REPOINT -> SwapWay.INTO_NEW;
            case IN_PLACE -> SwapWay.IN_PLACE;
        };
    }

    /** Whether logins can be made to wait. From 17 on the right to it can be granted: it stands with one database. */
    static boolean hasGate(Sql maintenance) throws SQLException {
        Optional<Boolean> may = maintenance.find(
                "SELECT CASE WHEN current_setting('server_version_num')::int >= 170000"
                        + " THEN has_table_privilege('pg_catalog.pg_database', 'MAINTAIN')"
                        + " ELSE (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) END",
                row -> row.getBoolean(1));
        return may.orElse(false);
    }
}
