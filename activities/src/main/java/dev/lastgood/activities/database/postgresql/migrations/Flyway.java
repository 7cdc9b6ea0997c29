package dev.lastgood.activities.database.postgresql.migrations;

import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.model.MigrationTable.Migration;
import dev.lastgood.workflows.model.MigrationTable.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Flyway's {@code flyway_schema_history}. {@code repair} deletes the rows of failed migrations; {@code undo} adds a row of type
 * {@code UNDO_SQL} for the version. Lines that repair has marked as deleted count as rolled back.
 */
final class Flyway implements MigrationTool {
    private static final Pattern FILE = Pattern.compile("V(\\d[\\d._]*)__(.*)\\.sql");
    private static final String STATES =
            "SELECT version, description, script, state, at FROM (SELECT DISTINCT ON (coalesce(version, description))"
                    + " version, description, script, installed_rank,"
                    + " installed_on AT TIME ZONE current_setting('TimeZone') AS at,"
                    + " CASE WHEN NOT success THEN 'FAILED' WHEN type LIKE 'UNDO%%' OR type = 'DELETE' THEN 'ROLLED_BACK'"
                    + " ELSE 'APPLIED' END AS state FROM %s WHERE type <> 'SCHEMA'"
                    + " ORDER BY coalesce(version, description), installed_rank DESC) newest ORDER BY installed_rank";
    private static final String UNDONE =
            "INSERT INTO %1$s (installed_rank, version, description, type, script, checksum,"
                    + " installed_by, execution_time, success) SELECT (SELECT max(installed_rank) + 1 FROM %1$s), version,"
                    + " description, 'UNDO_SQL', ?, NULL, current_user, 0, true FROM %1$s"
                    + " WHERE version = ? AND success ORDER BY installed_rank DESC LIMIT 1";

    @Override
    public String name() {
        return "Flyway";
    }

    @Override
    public String table() {
        return "flyway_schema_history";
    }

    @Override
    public List<String> columns() {
        return List.of("installed_rank", "version", "description", "type", "script", "success");
    }

    @Override
    public List<Migration> migrations(Sql sql, String table) throws SQLException {
        return sql.list(STATES.formatted(table), Flyway::migration);
    }

    private static Migration migration(ResultSet row) throws SQLException {
        String version = row.getString(1) == null ? row.getString(2) : row.getString(1);
        State state = State.valueOf(row.getString(4));
        return new Migration(
                version,
                state == State.ROLLED_BACK ? version + " " + row.getString(2) : row.getString(3),
                state,
                row.getTimestamp(5).toInstant());
    }

    @Override
    public List<Migration> inFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(it -> FILE.matcher(it.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(it -> new Migration(it.group(1).replace('_', '.'), it.group(), State.PENDING, null))
                    .sorted(Comparator.comparing(Migration::version, Flyway::compare))
                    .toList();
        }
    }

    /** By numbers: 2 before 10. */
    private static int compare(String one, String other) {
        String[] left = one.split("\\.", -1);
        String[] right = other.split("\\.", -1);
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int order = part(left, i).compareTo(part(right, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static java.math.BigInteger part(String[] parts, int i) {
        return i < parts.length && !parts[i].isEmpty() ? new java.math.BigInteger(parts[i]) : java.math.BigInteger.ZERO;
    }

    @Override
    public void markFailed(Sql sql, String table, Migration failed) throws SQLException {
        sql.execute(
                "DELETE FROM " + table + " WHERE coalesce(version, description) = ? AND NOT success", failed.version());
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
                yield "Flyway: the failed " + version + " is removed, as 'repair' does";
            }
            case APPLIED -> {
                sql.execute(UNDONE.formatted(table), script, version);
                yield "Flyway: " + version + " is marked as undone, as 'undo' does";
            }
            default -> "Flyway lists " + version + " as undone already";
        };
    }
}
