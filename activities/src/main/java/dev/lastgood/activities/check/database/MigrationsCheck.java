package dev.lastgood.activities.check.database;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.check.Finding;
import dev.lastgood.activities.check.Verification;
import dev.lastgood.activities.database.postgresql.PostgresSettings.Tables;
import dev.lastgood.activities.database.postgresql.migrations.MigrationHistory;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.activities.support.Databases;
import dev.lastgood.activities.support.Databases.Login;
import dev.lastgood.activities.support.road.Tunnel;
import dev.lastgood.catalog.settings.Components;
import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.catalog.settings.SecretRef;
import dev.lastgood.workflows.activities.CheckActivities.Run;
import dev.lastgood.workflows.model.MigrationTable;
import dev.lastgood.workflows.model.MigrationTable.Migration;
import dev.lastgood.workflows.model.MigrationTable.State;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table in which a migration tool keeps what it has run stands where it should. */
public final class MigrationsCheck implements Verification {
    private final Settings settings;

    public MigrationsCheck(Settings settings) {
        this.settings = settings;
    }

    /** Whom to ask, and what must and must not have been applied. Failed migrations are never well. */
    public record Config(
            @Describe("host:port") String server,
            @Describe("The database's name") String database,
            @Describe("Who asks") String user,
            @Describe("Where the password is") @Nullable SecretRef password,

            @Describe("The tool whose table is meant, where several have one") @Nullable
            Tool tool,

            @Describe("The newest applied migration: its version or name") @Nullable
            String version,

            @Describe("Migrations that must be applied") @Default("[]")
            List<String> applied,

            @Describe("Migrations that must not be applied, such as the one that was rolled back") @Default("[]")
            List<String> absent,

            @Describe("A folder of migrations, all of which must be applied") @Nullable
            String folder,

            @Describe("Where the tools keep what they have run, when not in their own table") @Nullable
            Tables tables,

            @Describe("How long a statement may take") @Default("10s")
            Duration timeout,

            @Describe("How a server is reached of which no port is") @Nullable
            Tunnel tunnel) {}

    /** The tools whose tables are understood. */
    public enum Tool {
        PRISMA,
        SUPABASE,
        FLYWAY
    }

    @Override
    public String type() {
        return "migrations";
    }

    @Override
    public Class<Config> settings() {
        return Config.class;
    }

    @Override
    public Finding ask(Run run) throws IOException {
        var how = settings.bind(run.check(), Config.class);
        var login = new Login(how.server(), how.database(), how.user(), how.password(), how.tunnel());
        Path folder = how.folder() == null ? null : Path.of(how.folder());
        try (var sql = new Sql(Databases.reading(login, settings, how.timeout()), statement -> {})) {
            List<MigrationTable> tables = new MigrationHistory(sql, how.tables())
                    .tables(folder).stream()
                            .filter(it -> how.tool() == null || it.tool().equalsIgnoreCase(Components.word(how.tool())))
                            .toList();
            return judge(how, tables);
        } catch (SQLException e) {
            throw new IOException("database " + how.database() + " on " + how.server() + ": " + e.getMessage(), e);
        }
    }

    private static Finding judge(Config how, List<MigrationTable> tables) {
        if (tables.isEmpty()) {
            return Finding.unknown("no data: no table of "
                    + (how.tool() == null ? "Prisma, Supabase or Flyway" : how.tool()) + " in " + how.database());
        }
        if (tables.size() > 1) {
            return Finding.unknown("several tools have tables here ("
                    + tables.stream().map(it -> it.tool() + " " + it.table()).collect(Collectors.joining(", "))
                    + "): name one with 'tool' or 'tables'");
        }
        MigrationTable table = tables.get(0);
        List<String> wrong = wrong(how, table);
        List<Migration> applied = table.in(State.APPLIED);
        String stands = table.tool() + " stands at "
                + (applied.isEmpty()
                        ? "no migration"
                        : applied.get(applied.size() - 1).name());
        return wrong.isEmpty()
                ? Finding.passed(stands + ", " + applied.size() + " applied, none failed")
                : Finding.failed(stands + ", " + String.join("; ", wrong));
    }

    private static List<String> wrong(Config how, MigrationTable table) {
        List<String> wrong = new ArrayList<>();
        List<Migration> applied = table.in(State.APPLIED);
        if (how.version() != null && (applied.isEmpty() || !is(applied.get(applied.size() - 1), how.version()))) {
            wrong.add("expected " + how.version());
        }
        List<String> failed = names(table.in(State.FAILED));
        if (!failed.isEmpty()) {
            wrong.add("failed: " + String.join(", ", failed));
        }
        how.applied().stream()
                .filter(name -> applied.stream().noneMatch(it -> is(it, name)))
                .forEach(name -> wrong.add("not applied: " + name));
        how.absent().stream()
                .filter(name -> applied.stream().anyMatch(it -> is(it, name)))
                .forEach(name -> wrong.add("still applied: " + name));
        List<String> pending = names(table.in(State.PENDING));
        if (!pending.isEmpty()) {
            wrong.add(pending.size() + " of the folder not applied: " + String.join(", ", pending));
        }
        return wrong;
    }

    private static boolean is(Migration migration, String named) {
        return migration.version().equals(named) || migration.name().equals(named);
    }

    private static List<String> names(List<Migration> migrations) {
        return migrations.stream().map(Migration::name).toList();
    }
}
