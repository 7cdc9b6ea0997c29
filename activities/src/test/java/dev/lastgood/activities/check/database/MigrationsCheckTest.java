package dev.lastgood.activities.check.database;

import static dev.lastgood.workflows.model.CheckResult.Verdict.FAILED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.PASSED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.activities.Given;
import dev.lastgood.activities.check.Checks;
import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.programs.PostgresServer;
import dev.lastgood.workflows.model.CheckResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("V6")
@Tag("R12")
class MigrationsCheckTest {
    private static final String PRISMA = "CREATE TABLE _prisma_migrations (migration_name text, started_at timestamptz"
            + " DEFAULT clock_timestamp(), finished_at timestamptz, rolled_back_at timestamptz);"
            + " INSERT INTO _prisma_migrations (migration_name, finished_at) VALUES ('20261101_init', now());"
            + " INSERT INTO _prisma_migrations (migration_name, finished_at) VALUES ('20261110_orders', now());";
    private static final String FLYWAY = "CREATE TABLE flyway_schema_history (installed_rank int, version text,"
            + " description text, type text, script text, installed_on timestamp DEFAULT now(), success boolean);"
            + " INSERT INTO flyway_schema_history VALUES (1, '7', 'index', 'SQL', 'V7__index.sql', now(), true);";

    private final PostgresServer server = PostgresForTests.shared();
    private final String database = "migrationscheck" + Long.toHexString(System.nanoTime());

    @TempDir
    Path folder;

    @BeforeEach
    void aDatabase() throws Exception {
        server.createDatabase(database);
    }

    @Test
    void theExpectedVersionPasses() throws Exception {
        run(PRISMA);

        Checks.says(
                ask(Map.of("version", "20261110_orders")),
                PASSED,
                "Prisma stands at 20261110_orders, 2 applied, none failed");
    }

    @Test
    void anotherVersionFailsAndSaysBoth() throws Exception {
        run(PRISMA);

        Checks.says(
                ask(Map.of("version", "20261101_init", "absent", List.of("20261110_orders"))),
                FAILED,
                "Prisma stands at 20261110_orders, expected 20261101_init; still applied: 20261110_orders");
    }

    @Test
    void aFailedMigrationIsNeverWell() throws Exception {
        run(PRISMA + "INSERT INTO _prisma_migrations (migration_name) VALUES ('20261120_loyalty')");

        Checks.says(ask(Map.of()), FAILED, "Prisma stands at 20261110_orders, failed: 20261120_loyalty");
    }

    @Test
    void whatTheFolderHasMustBeApplied() throws Exception {
        run(FLYWAY);
        Files.writeString(folder.resolve("V7__index.sql"), "");
        assertThat(ask(Map.of("folder", folder.toString(), "version", "7")).passed())
                .isTrue();

        Files.writeString(folder.resolve("V8__loyalty.sql"), "");
        Checks.says(
                ask(Map.of("folder", folder.toString())),
                FAILED,
                "Flyway stands at V7__index.sql, 1 of the folder not applied: V8__loyalty.sql");
    }

    @Test
    @Tag("V10")
    void withoutATableOrWithSeveralItIsUnknown() throws Exception {
        assertThat(ask(Map.of()).detail()).startsWith("no data: no table of Prisma, Supabase or Flyway");

        run(PRISMA + FLYWAY);
        assertThat(ask(Map.of()).verdict()).isEqualTo(UNKNOWN);
        assertThat(ask(Map.of("tool", "flyway", "version", "7")).passed()).isTrue();
    }

    private void run(String sql) throws Exception {
        try (var connection = DriverManager.getConnection(server.jdbcUrl(database));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private CheckResult ask(Map<String, Object> more) {
        var settings = new HashMap<>(more);
        settings.putAll(Map.of("server", "127.0.0.1:" + server.port(), "database", database, "user", "postgres"));
        return Checks.ask(new MigrationsCheck(Given.settings()), settings);
    }
}
