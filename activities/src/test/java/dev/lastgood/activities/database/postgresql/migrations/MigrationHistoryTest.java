package dev.lastgood.activities.database.postgresql.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.activities.database.postgresql.PostgresSettings.Tables;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.programs.PostgresServer;
import dev.lastgood.workflows.model.MigrationTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("R12")
class MigrationHistoryTest {
    private static final String PRISMA = "CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY DEFAULT"
            + " gen_random_uuid(), checksum varchar(64) NOT NULL DEFAULT '', finished_at timestamptz, migration_name"
            + " varchar(255) NOT NULL, logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT"
            + " clock_timestamp(), applied_steps_count int NOT NULL DEFAULT 0)";
    private static final String FLYWAY = "CREATE TABLE flyway_schema_history (installed_rank int PRIMARY KEY, version"
            + " varchar(50), description varchar(200) NOT NULL, type varchar(20) NOT NULL, script varchar(1000) NOT NULL,"
            + " checksum int, installed_by varchar(100) NOT NULL, installed_on timestamp NOT NULL DEFAULT now(),"
            + " execution_time int NOT NULL, success boolean NOT NULL)";
    private static final String SUPABASE = "CREATE SCHEMA supabase_migrations; CREATE TABLE"
            + " supabase_migrations.schema_migrations (version text PRIMARY KEY, statements text[], name text)";

    private final PostgresServer server = PostgresForTests.shared();
    private final String name = "migrations " + Long.toHexString(System.nanoTime());
    private final String other = name + " restored";

    @TempDir
    Path folder;

    Sql sql;

    @BeforeEach
    void aDatabase() throws Exception {
        server.createDatabase(name);
        sql = connect(name);
    }

    @AfterEach
    void end() throws Exception {
        sql.close();
        try (Sql postgres = connect("postgres")) {
            for (String database : List.of(name, other)) {
                postgres.run("DROP DATABASE IF EXISTS " + Sql.quote(database) + " WITH (FORCE)");
            }
        }
    }

    @Test
    void prismasMigrationsAreAppliedFailedRolledBackOrPending() throws Exception {
        prisma();
        prismaRow("1_tried_twice", null, "now()");
        prismaRow("1_tried_twice", "now()", null);
        for (String migration : List.of("0_init", "3_failed", "4_next")) {
            Files.createDirectories(folder.resolve(migration));
            Files.writeString(folder.resolve(migration).resolve("migration.sql"), "");
        }

        assertThat(states(history().tables(folder)))
                .containsExactly(
                        "0_init APPLIED",
                        "2_taken_back ROLLED_BACK",
                        "3_failed FAILED",
                        "1_tried_twice APPLIED",
                        "4_next PENDING");
    }

    @Test
    void prismaMarksOnlyWhatDidNotFinishAndRunsNothing() throws Exception {
        prisma();

        assertThat(history().markFailed()).containsExactly("3_failed (Prisma)");
        assertThat(history().markFailed()).as("again").isEmpty();
        assertThat(states(history().tables(null)))
                .containsExactly("0_init APPLIED", "2_taken_back ROLLED_BACK", "3_failed ROLLED_BACK");
    }

    @Test
    void aReversedMigrationThatPrismaFinishedStaysAppliedAndOneItNeverAppliedIsNoError() throws Exception {
        prisma();

        assertThat(history().markReversed("0_init", "0_init/down.sql"))
                .containsExactly(
                        "Prisma goes on listing 0_init as applied, as it marks only failed ones: its deploy does not"
                                + " run it again. To have it run again later, delete its row of public._prisma_migrations");
        assertThat(history().markReversed("9_never", "x"))
                .containsExactly("Prisma never applied 9_never: its table is left as it is");
        assertThat(history().markReversed("3_failed", "x"))
                .containsExactly("Prisma: 3_failed is marked as rolled back");
        assertThat(states(history().tables(null))).contains("0_init APPLIED", "3_failed ROLLED_BACK");
    }

    @Test
    void supabasesRevertedVersionLosesItsRow() throws Exception {
        sql.run(SUPABASE);
        sql.run("INSERT INTO supabase_migrations.schema_migrations VALUES ('20261101', '{}', 'init'),"
                + " ('20261120', '{}', 'loyalty')");
        Files.writeString(folder.resolve("20261120_loyalty.sql"), "");
        Files.writeString(folder.resolve("20261121_more.sql"), "");

        assertThat(history().markReversed("20261120", "x"))
                .containsExactly("Supabase: 20261120 is marked as reverted (its row is deleted)");
        assertThat(states(history().tables(folder)))
                .containsExactly("20261101_init APPLIED", "20261120_loyalty PENDING", "20261121_more PENDING");
    }

    @Test
    void aTableOfRailsOfTheSameNameIsNotTakenForSupabases() throws Exception {
        sql.run("CREATE TABLE schema_migrations (version varchar PRIMARY KEY)");

        assertThat(history().tables(null)).isEmpty();
    }

    @Test
    void flywaysUndoneAndFailedMigrationsAreTold() throws Exception {
        flyway();
        for (String file : List.of("V1__init.sql", "V10__last.sql", "V4_1__next.sql")) {
            Files.writeString(folder.resolve(file), "");
        }

        assertThat(states(history().tables(folder)))
                .containsExactly(
                        "V1__init.sql APPLIED",
                        "R__views.sql APPLIED",
                        "2 loyalty ROLLED_BACK",
                        "V3__broken.sql FAILED",
                        "V4_1__next.sql PENDING",
                        "V10__last.sql PENDING");
    }

    @Test
    void flywaysRepairRemovesTheFailedRowsAndItsUndoAddsOne() throws Exception {
        flyway();

        assertThat(history().markFailed()).containsExactly("V3__broken.sql (Flyway)");
        assertThat(history().markReversed("1", "U1__init.sql"))
                .containsExactly("Flyway: 1 is marked as undone, as 'undo' does");
        assertThat(history().markReversed("1", "U1__init.sql")).containsExactly("Flyway lists 1 as undone already");

        assertThat(states(history().tables(null)))
                .containsExactly("R__views.sql APPLIED", "2 loyalty ROLLED_BACK", "1 init ROLLED_BACK");
        assertThat(sql.strings("SELECT concat_ws(' ', installed_rank, version, description, type, script, success)"
                        + " FROM flyway_schema_history WHERE script = 'U1__init.sql'"))
                .containsExactly("5 1 init UNDO_SQL U1__init.sql t");
    }

    @Test
    void aTableThatTheCatalogNamesIsUsedAndAMissingOneIsSaid() throws Exception {
        sql.run("CREATE SCHEMA \"Audit\"");
        sql.run(FLYWAY.replace("flyway_schema_history", "\"Audit\".versions"));

        assertThat(new MigrationHistory(sql, new Tables(null, null, "\"Audit\".versions")).tables(null))
                .extracting(MigrationTable::table)
                .containsExactly("\"Audit\".versions");
        assertThatThrownBy(() -> new MigrationHistory(sql, new Tables("public.nowhere", null, null)).tables(null))
                .hasMessageContaining("names public.nowhere as Prisma's table");
    }

    @Test
    @Tag("M3")
    void aRestoreTakesBackWhatOnlyLiveHasApplied() throws Exception {
        prisma();
        flyway();
        server.createDatabase(other);
        try (Sql restored = connect(other)) {
            restored.run(PRISMA);
            restored.run("INSERT INTO _prisma_migrations (migration_name, finished_at) VALUES ('0_old', now())");

            assertThat(MigrationHistory.takenBack(sql, restored))
                    .containsExactly(
                            "takes back 3 migrations: 0_init (Prisma), V1__init.sql (Flyway), R__views.sql (Flyway)",
                            "brings back 1 migration: 0_old (Prisma)",
                            "leaves behind 2 failed migrations: 3_failed (Prisma), V3__broken.sql (Flyway)");
            assertThat(MigrationHistory.takenBack(sql, sql)).isEmpty();
        }
    }

    private void prisma() throws SQLException {
        sql.run(PRISMA);
        prismaRow("0_init", "now()", null);
        prismaRow("2_taken_back", null, "now()");
        prismaRow("3_failed", null, null);
    }

    private void prismaRow(String migration, String finished, String rolledBack) throws SQLException {
        sql.run("INSERT INTO _prisma_migrations (migration_name, finished_at, rolled_back_at) VALUES ('" + migration
                + "', " + finished + ", " + rolledBack + ")");
    }

    private void flyway() throws SQLException {
        sql.run(FLYWAY);
        sql.run("INSERT INTO flyway_schema_history VALUES"
                + " (0, NULL, '<< Flyway Schema Creation >>', 'SCHEMA', '', NULL, 'app', now(), 0, true),"
                + " (1, '1', 'init', 'SQL', 'V1__init.sql', 1, 'app', now(), 5, true),"
                + " (2, '2', 'loyalty', 'SQL', 'V2__loyalty.sql', 1, 'app', now(), 5, true),"
                + " (3, NULL, 'views', 'SQL', 'R__views.sql', 1, 'app', now(), 5, true),"
                + " (4, '2', 'loyalty', 'UNDO_SQL', 'U2__loyalty.sql', 1, 'app', now(), 5, true),"
                + " (5, '3', 'broken', 'SQL', 'V3__broken.sql', 1, 'app', now(), 5, false)");
    }

    private MigrationHistory history() {
        return new MigrationHistory(sql, null);
    }

    private static List<String> states(List<MigrationTable> tables) {
        return tables.stream()
                .flatMap(it -> it.migrations().stream())
                .map(it -> it.name() + " " + it.state())
                .toList();
    }

    private Sql connect(String database) throws SQLException {
        return new Sql(
                DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database.replace(" ", "%20"),
                        "postgres",
                        ""),
                statement -> {});
    }
}
