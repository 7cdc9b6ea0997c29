package dev.lastgood.activities.diagnosis;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.support.Databases;
import dev.lastgood.activities.support.Databases.Login;
import dev.lastgood.catalog.settings.SecretRef;
import dev.lastgood.workflows.activities.DiagnosisActivities.Query;
import dev.lastgood.workflows.model.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether the database can be reached, and how many of its connections are in use. */
final class DatabaseLook implements Look {
    private static final Duration STATEMENT = Duration.ofSeconds(3);
    private static final String IN_USE =
            "SELECT (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),"
                    + " current_setting('max_connections')::int,"
                    + " (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid())";
    private static final String BY_STATE =
            "SELECT coalesce(application_name, ''), coalesce(state, ''), count(*) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid() GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 20";

    private final Settings settings;

    DatabaseLook(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String what() {
        return "database";
    }

    @Override
    public Seen at(Query query) {
        Database database = query.service().database();
        if (database == null || !database.type().equals("postgresql")) {
            return Seen.NOTHING;
        }
        String where = "database " + database.name() + " on " + database.server();
        try (Connection connection = Databases.reading(login(database), settings, STATEMENT)) {
            return look(where, connection);
        } catch (SQLException e) {
            return Seen.line(where + ": not reachable: " + e.getMessage());
        }
    }

    private static Login login(Database database) {
        return new Login(
                database.server(),
                database.name(),
                String.valueOf(database.settings().get("user")),
                database.settings().get("password") instanceof String reference ? new SecretRef(reference) : null);
    }

    private static Seen look(String where, Connection connection) throws SQLException {
        List<String> whole = new ArrayList<>();
        String line;
        try (var statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(IN_USE)) {
                row.next();
                line = where + ": reachable, " + row.getLong(1) + " of " + row.getLong(2) + " connections in use, "
                        + row.getLong(3) + " to it";
            }
            whole.add(line);
            try (ResultSet rows = statement.executeQuery(BY_STATE)) {
                while (rows.next()) {
                    whole.add("  " + rows.getLong(3) + " " + rows.getString(2) + " by '" + rows.getString(1) + "'");
                }
            }
        }
        return new Seen(List.of(line), String.join("\n", whole) + "\n");
    }
}
