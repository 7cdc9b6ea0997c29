package dev.lastgood.activities.database.postgresql.migrations;

import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.model.MigrationTable.Migration;
import dev.lastgood.workflows.model.MigrationTable.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Supabase's {@code supabase_migrations.schema_migrations}: a row is an applied migration, and there are no failed ones.
 * {@code migration repair --status reverted} deletes the version's row.
 */
final class Supabase implements MigrationTool {
    private static final Pattern FILE = Pattern.compile("(\\d+)_(.*)\\.sql");

    @Override
    public String name() {
        return "Supabase";
    }

    @Override
    public String table() {
        return "schema_migrations";
    }

    // Ruby on Rails has a table of that name too, with the version alone.
    @Override
    public List<String> columns() {
        return List.of("version", "statements");
    }

    @Override
    public List<Migration> migrations(Sql sql, String table) throws SQLException {
        return sql.list(
                "SELECT version, concat_ws('_', version, to_jsonb(m)->>'name') FROM " + table + " m ORDER BY version",
                row -> new Migration(row.getString(1), row.getString(2), State.APPLIED, null));
    }

    @Override
    public List<Migration> inFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(it -> FILE.matcher(it.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(it -> new Migration(it.group(1), it.group(1) + "_" + it.group(2), State.PENDING, null))
                    .sorted(java.util.Comparator.comparing(Migration::version))
                    .toList();
        }
    }

    @Override
    public void markFailed(Sql sql, String table, Migration failed) {
        // There are none.
    }

    @Override
    public String markReversed(Sql sql, String table, String version, String script) throws SQLException {
        List<String> deleted = sql.strings("DELETE FROM " + table + " WHERE version = ? RETURNING version", version);
        return deleted.isEmpty()
                ? neverApplied(version)
                : "Supabase: " + version + " is marked as reverted (its row is deleted)";
    }
}
