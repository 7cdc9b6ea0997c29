package dev.lastgood.activities.database.postgresql;

import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.programs.PostgresServer;
import dev.lastgood.workflows.activities.DatabaseActivities.Compare;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Shadow;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Two databases that a test fills as it likes, live and what would be restored, and the comparison of them. */
final class TwoDatabases implements AutoCloseable {
    final Patient patient;
    final String backup;

    TwoDatabases(Path folder, PostgresServer server) throws Exception {
        patient = new Patient(folder, server, "live " + Long.toHexString(System.nanoTime()));
        patient.run(patient.name, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
        backup = patient.name + " restored";
        server.createDatabase(backup);
        patient.settings.put("compare", new HashMap<>());
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> settings() {
        return (Map<String, Object>) patient.settings.get("compare");
    }

    void both(String... statements) throws SQLException {
        live(statements);
        backup(statements);
    }

    void live(String... statements) throws SQLException {
        patient.run(patient.name, statements);
    }

    void backup(String... statements) throws SQLException {
        patient.run(backup, statements);
    }

    Comparison compare() throws SQLException {
        return patient.activities().compare(command());
    }

    Compare command() throws SQLException {
        Shadow shadow = new Shadow(backup, oid(backup), oid(patient.name), "displaced", "gate");
        return new Compare(
                patient.rollback,
                patient.database(),
                shadow,
                new Backup("shop.sql.gz", "shop.sql.gz", Instant.now().minusSeconds(3 * 3600 + 630), 1));
    }

    Comparison.Table table(String name) throws SQLException {
        return table(compare(), name);
    }

    static Comparison.Table table(Comparison comparison, String name) {
        return comparison.tables().stream()
                .filter(it -> it.table().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private long oid(String database) throws SQLException {
        return Long.parseLong(
                patient.value("postgres", "SELECT oid FROM pg_database WHERE datname = " + Sql.literal(database)));
    }

    @Override
    public void close() throws SQLException {
        patient.run("postgres", "DROP DATABASE IF EXISTS " + Sql.quote(backup) + " WITH (FORCE)");
        patient.close();
    }
}
