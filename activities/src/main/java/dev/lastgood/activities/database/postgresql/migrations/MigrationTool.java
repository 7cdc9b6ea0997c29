package dev.lastgood.activities.database.postgresql.migrations;

import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.model.MigrationTable.Migration;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** One tool that migrates databases, known by its table. */
interface MigrationTool {

    /** As people call it, such as {@code Prisma}. */
    String name();

    /** The table's own name, without a schema. */
    String table();

    /** Columns by which its table is told from another one of that name. */
    List<String> columns();

    /** What stands in the table, in the order in which it was applied. */
    List<Migration> migrations(Sql sql, String table) throws SQLException;

    /** The migrations in a folder, in their order; none where it is not this tool's folder. */
    List<Migration> inFolder(Path folder) throws IOException;

    /**
     * Marks a migration that did not finish as rolled back, by the same change as the tool's own command. In the caller's
     * transaction; others that are not failed are left alone.
     */
    void markFailed(Sql sql, String table, Migration failed) throws SQLException;

    /** As it stands in the table; empty where it was never applied. */
    default Optional<Migration> find(Sql sql, String table, String version) throws SQLException {
        return migrations(sql, table).stream()
                .filter(it -> it.version().equals(version))
                .findFirst();
    }

    /** The sentence for {@link #markReversed} where there is nothing to mark. */
    default String neverApplied(String version) {
        return name() + " never applied " + version + ": its table is left as it is";
    }

    /**
     * What is changed when a script has reversed a migration, by the same change as the tool's own command, in the caller's
     * transaction.
     *
     * @return a sentence on what it did, or why it did nothing
     */
    String markReversed(Sql sql, String table, String version, String script) throws SQLException;
}
