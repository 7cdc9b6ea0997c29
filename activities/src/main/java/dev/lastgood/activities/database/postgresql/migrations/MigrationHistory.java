package dev.lastgood.activities.database.postgresql.migrations;

import dev.lastgood.activities.database.postgresql.PostgresSettings.Tables;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.model.MigrationTable;
import dev.lastgood.workflows.model.MigrationTable.Migration;
import dev.lastgood.workflows.model.MigrationTable.State;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What migration tools have run on a database, found by their tables. No tool's own program is needed. */
public final class MigrationHistory {
    private static final List<MigrationTool> TOOLS = List.of(new Prisma(), new Supabase(), new Flyway());
    private static final int MOST_NAMES = 10;
    private static final Tables NONE = new Tables(null, null, null);
    private static final String FIND = "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)"
            + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relname = ?"
            + " AND c.relkind IN ('r', 'p') AND c.relpersistence <> 't'"
            + " AND ?::text[] <@ ARRAY(SELECT attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND NOT attisdropped)"
            + " ORDER BY 1";

    private final Sql sql;
    private final Tables named;

    public MigrationHistory(Sql database, @Nullable Tables named) {
        this.sql = database;
        this.named = named == null ? NONE : named;
    }

    private record Found(MigrationTool tool, String table) {
        List<Migration> migrations(Sql sql) throws SQLException {
            return tool.migrations(sql, table);
        }
    }

    /** @param folder where migrations lie, so that those still to come are known; null where nobody says */
    public List<MigrationTable> tables(@Nullable Path folder) throws SQLException, IOException {
        List<MigrationTable> tables = new ArrayList<>();
        for (Found found : found()) {
            List<Migration> all = new ArrayList<>(found.migrations(sql));
            Set<String> known = all.stream().map(Migration::version).collect(Collectors.toSet());
            if (folder != null) {
                found.tool().inFolder(folder).stream()
                        .filter(it -> !known.contains(it.version()))
                        .forEach(all::add);
            }
            tables.add(new MigrationTable(found.tool().name(), found.table(), List.copyOf(all)));
        }
        return tables;
    }

    /** Marks every failed migration as its tool would, in the caller's transaction; their names. */
    public List<String> markFailed() throws SQLException {
        List<String> marked = new ArrayList<>();
        for (Found found : found()) {
            for (Migration migration : found.migrations(sql)) {
                if (migration.in(State.FAILED)) {
                    found.tool().markFailed(sql, found.table(), migration);
                    marked.add(migration.name() + " (" + found.tool().name() + ")");
                }
            }
        }
        return marked;
    }

    /** In the caller's transaction, beside the script that reversed it; a sentence a tool. */
    public List<String> markReversed(String version, String script) throws SQLException {
        List<String> marks = new ArrayList<>();
        for (Found found : found()) {
            marks.add(found.tool().markReversed(sql, found.table(), version, script));
        }
        return marks;
    }

    /**
     * What a restore does to the migrations, a sentence each, such as {@code takes back 2 migrations: 20261120_add_loyalty
     * (Prisma), V7__index.sql (Flyway)}; nothing where both sides have run the same.
     */
    public static List<String> takenBack(Sql live, Sql restored) throws SQLException {
        return takenBack(new MigrationHistory(live, null), new MigrationHistory(restored, null));
    }

    /** As {@link #takenBack(Sql, Sql)}, where the catalog names tables. */
    public static List<String> takenBack(MigrationHistory live, MigrationHistory restored) throws SQLException {
        List<String> onLive = live.names(State.APPLIED);
        List<String> onRestored = restored.names(State.APPLIED);
        List<String> failed = without(live.names(State.FAILED), restored.names(State.FAILED));
        List<String> words = new ArrayList<>();
        add(words, "takes back", without(onLive, onRestored), "migration");
        add(words, "brings back", without(onRestored, onLive), "migration");
        add(words, "leaves behind", failed, "failed migration");
        return words;
    }

    private List<String> names(State state) throws SQLException {
        List<String> names = new ArrayList<>();
        for (Found found : found()) {
            found.migrations(sql).stream()
                    .filter(it -> it.in(state))
                    .map(it -> it.name() + " (" + found.tool().name() + ")")
                    .forEach(names::add);
        }
        return names;
    }

    private static List<String> without(List<String> all, List<String> others) {
        return all.stream().filter(it -> !others.contains(it)).toList();
    }

    private static void add(List<String> words, String verb, List<String> names, String what) {
        if (!names.isEmpty()) {
            String more = names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "";
            words.add(verb + " " + names.size() + " " + what + (names.size() == 1 ? "" : "s") + ": "
                    + names.stream().limit(MOST_NAMES).collect(Collectors.joining(", ")) + more);
        }
    }

    private List<Found> found() throws SQLException {
        List<Found> found = new ArrayList<>();
        for (MigrationTool tool : TOOLS) {
            String name = name(tool);
            List<String> tables = name == null
                    ? sql.strings(FIND, tool.table(), tool.columns().toArray(new String[0]))
                    : List.of(named(tool, name));
            tables.forEach(table -> found.add(new Found(tool, table)));
        }
        return found;
    }

    private @Nullable String name(MigrationTool tool) {
        return switch (tool.name()) {
            case "Prisma" -> named.prisma();
            case "Supabase" -> named.supabase();
            default -> named.flyway();
        };
    }

    private String named(MigrationTool tool, String name) throws SQLException {
        return sql
                .strings(
                        "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) FROM pg_class c"
                                + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = to_regclass(?)",
                        name)
                .stream()
                .findFirst()
                .orElseThrow(() -> Failures.permanent(
                        FailureType.CONFIGURATION,
                        "migration.tables of the catalog names " + name + " as " + tool.name()
                                + "'s table, which this database has not: write it with its schema"));
    }
}
