package dev.lastgood.activities.database.postgresql.migrations;

import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.model.MigrationTable.Migration;
import dev.lastgood.workflows.model.MigrationTable.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Prisma's {@code _prisma_migrations}. {@code migrate resolve --rolled-back} sets {@code rolled_back_at} on the rows of a
 * migration that did not finish, refuses one that did or was never begun, and runs no SQL.
 */
final class Prisma implements MigrationTool {
    // A migration that was rolled back and applied again has several rows; the one that counts comes first.
    private static final String STATES = "SELECT migration_name, state, at FROM (SELECT DISTINCT ON (migration_name)"
            + " migration_name, started_at, coalesce(rolled_back_at, finished_at, started_at) AS at,"
            + " CASE WHEN rolled_back_at IS NOT NULL THEN 'ROLLED_BACK' WHEN finished_at IS NOT NULL THEN 'APPLIED'"
            + " ELSE 'FAILED' END AS state FROM %s"
            + " ORDER BY migration_name, rolled_back_at IS NOT NULL, started_at DESC) newest"
            + " ORDER BY started_at, migration_name";

    @Override
    public String name() {
        return "Prisma";
    }

    @Override
    public String table() {
        return "_prisma_migrations";
    }

    @Override
    public List<String> columns() {
        return List.of("migration_name", "started_at", "finished_at", "rolled_back_at");
    }

    @Override
    public List<Migration> migrations(Sql sql, String table) throws SQLException {
        return sql.list(
                STATES.formatted(table),
                row -> new Migration(
                        row.getString(1),
                        row.getString(1),
                        State.valueOf(row.getString(2)),
                        row.getTimestamp(3).toInstant()));
    }

    @Override
    public List<Migration> inFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(it -> Files.isRegularFile(it.resolve("migration.sql")))
                    .map(it -> it.getFileName().toString())
                    .sorted()
                    .map(it -> new Migration(it, it, State.PENDING, null))
                    .toList();
        }
    }

    @Override
    public void markFailed(Sql sql, String table, Migration failed) throws SQLException {
        sql.execute(
                "UPDATE " + table + " SET rolled_back_at = now() WHERE migration_name = ? AND finished_at IS NULL"
                        + " AND rolled_back_at IS NULL",
                failed.version());
    }

    @Override
    public String markReversed(Sql sql, String table, String version, String script) throws SQLException {
        Optional<Migration> known = find(sql, table, version);
        if (known.isEmpty()) {
            return neverApplied(version);
        }
        return switch (known.get().state()) {
            case FAILED -> {
                markFailed(sql, table, known.get());
                yield "Prisma: " + version + " is marked as rolled back";
            }
            case APPLIED ->
                "Prisma goes on listing " + version
                        + " as applied, as it marks only failed ones: its deploy does not run"
                        + " it again. To have it run again later, delete its row of " + table;
            default -> "Prisma lists " + version + " as rolled back already";
        };
    }
}
