package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.workflows.model.Finding;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a restore and a swap will meet is said before anyone is asked. */
@Tag("R10")
@Tag("T10")
class FindingsTest {
    @TempDir
    Path folder;

    Patient patient;

    @BeforeEach
    void aShop() throws Exception {
        patient = new Patient(folder, PostgresForTests.ofMajor(18));
    }

    @AfterEach
    void end() throws Exception {
        patient.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void everyLookWorksOnEveryMajorAndLeavesNothingBehind(int major) throws Exception {
        try (Patient other = new Patient(folder.resolve("other"), PostgresForTests.ofMajor(major))) {
            List<Finding> findings = findings(other);
            assertThat(findings).noneMatch(it -> it.what().startsWith("could not look at"));
            assertThat(lines(findings)).anyMatch(it -> it.startsWith("to know: " + other.name + " takes"));
            assertThat(other.databases()).isZero();
        }
    }

    @Test
    void whatStandsInTheWayIsSaidAllAtOnceWithTheWayOut() throws Exception {
        patient.run(
                patient.name,
                "SELECT pg_create_logical_replication_slot('feed_" + patient.rollback.key() + "', 'pgoutput')",
                "BEGIN; DELETE FROM visits; PREPARE TRANSACTION 'left behind'",
                "CREATE SUBSCRIPTION \"Sub\" CONNECTION 'dbname=away port=1' PUBLICATION p"
                        + " WITH (connect = false, slot_name = NONE)",
                "UPDATE pg_subscription SET subenabled = true WHERE subname = 'Sub'");
        try {
            assertThatThrownBy(this::findings)
                    .hasStackTraceContaining("REFUSED")
                    .hasStackTraceContaining("prepared transaction 'left behind' of postgres; COMMIT PREPARED")
                    .hasStackTraceContaining("logical replication slot feed_")
                    .hasStackTraceContaining("ALTER SUBSCRIPTION \"Sub\" DISABLE it");
        } finally {
            patient.run(
                    patient.name,
                    "ROLLBACK PREPARED 'left behind'",
                    "SELECT pg_drop_replication_slot('feed_" + patient.rollback.key() + "')",
                    "ALTER SUBSCRIPTION \"Sub\" DISABLE");
        }
        assertThat(lines()).anyMatch(it -> it.startsWith("to know: subscription Sub is disabled"));
        patient.run(patient.name, "DROP SUBSCRIPTION \"Sub\"");
    }

    @Test
    void theSessionsThatWillBeEndedAreCountedByRoleClientAndApplicationAndNotByQuery() throws Exception {
        try (Connection one = session("web");
                Connection two = session("web");
                Connection three = session("cron job")) {
            one.createStatement().execute("SELECT 'secret of a customer'");
            assertThat(two.isValid(1) && three.isValid(1)).isTrue();
            assertThat(lines())
                    .anyMatch(it -> it.startsWith("will be done: 3 sessions: 2 of postgres from 127.0.0.1 (web),"
                            + " 1 of postgres from 127.0.0.1 (cron job); ended in the swap"))
                    .noneMatch(it -> it.contains("secret of a customer"));
        }
    }

    @Test
    void aRoleThatCanNotEndOthersSessionsIsToldBeforehand() throws Exception {
        String owner = "owner_" + patient.rollback.key();
        patient.run(
                "postgres",
                "CREATE ROLE " + owner + " LOGIN CREATEDB",
                "ALTER DATABASE " + Sql.quote(patient.name) + " OWNER TO " + owner);
        patient.settings.put("user", owner);
        try (Connection superusers = session("psql")) {
            assertThat(superusers.isValid(1)).isTrue();
            assertThat(lines())
                    .anyMatch(it -> it.contains("GRANT pg_signal_backend TO"))
                    .anyMatch(it -> it.contains("a superuser's sessions: 1 of postgres"))
                    .noneMatch(it -> it.contains("could not look at"));
        }
    }

    @Test
    void extensionsThatARestoreInstallsInAnotherVersionAreNamed() throws Exception {
        patient.run(patient.name, "CREATE EXTENSION citext VERSION '1.4'");
        assertThat(lines()).anyMatch(it -> it.contains("extension citext is 1.4 in live; a restore installs 1."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_cron", "timescaledb", "pglogical", "gone_with_an_upgrade"})
    void extensionsThatCanNotBeRestoredBesideStandInTheWay(String extension) throws Exception {
        patient.run(
                patient.name,
                "SET allow_system_table_mods = on",
                "INSERT INTO pg_extension SELECT 99999, '" + extension + "', 10, 2200, true, '1.0', NULL, NULL");
        assertThatThrownBy(this::findings).hasStackTraceContaining("REFUSED").hasStackTraceContaining(extension);
    }

    @Test
    void foreignServersFunctionsAndJobsOfOtherDatabasesThatPointHereByNameAreNamed() throws Exception {
        String other = "reports_" + patient.rollback.key();
        patient.server.createDatabase(other);
        String option = Sql.literal(patient.name);
        patient.run(
                other,
                "CREATE EXTENSION postgres_fdw",
                "CREATE SERVER \"The Shop\" FOREIGN DATA WRAPPER postgres_fdw OPTIONS (dbname " + option + ")",
                "CREATE FUNCTION peek() RETURNS text LANGUAGE plpgsql AS "
                        + Sql.literal("BEGIN PERFORM dblink(" + Sql.literal("dbname=" + patient.name) + ", 'x'); END"),
                "CREATE SCHEMA cron",
                "CREATE TABLE cron.job (jobid bigint, database text, active boolean)",
                "INSERT INTO cron.job VALUES (7, " + option + ", true), (8, 'else', true)");
        try {
            assertThat(lines())
                    .anyMatch(it -> it.contains("foreign server The Shop (host: this server) in database " + other))
                    .anyMatch(it -> it.contains("function public.peek in database " + other))
                    .anyMatch(it -> it.contains("job 7 of pg_cron"))
                    .noneMatch(it -> it.contains("job 8"));
        } finally {
            patient.run("postgres", "DROP DATABASE " + other);
        }
    }

    @Test
    void whatIsUnusualAboutTheDatabaseItselfIsNamed() throws Exception {
        patient.run("postgres", "ALTER DATABASE " + Sql.quote(patient.name) + " CONNECTION LIMIT 50");
        patient.run(
                patient.name,
                "CREATE FUNCTION told() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'",
                "CREATE EVENT TRIGGER watcher ON ddl_command_end EXECUTE FUNCTION told()",
                "CREATE COLLATION german (provider = icu, locale = 'de')",
                "CREATE TABLE names (name text COLLATE german)",
                "UPDATE pg_collation SET collversion = '1.0' WHERE collname = 'german'",
                "SET allow_system_table_mods = on",
                "INSERT INTO pg_seclabel VALUES ('visits'::regclass, 'pg_class'::regclass, 0, 'test', 'secret')");
        assertThat(lines())
                .anyMatch(it -> it.contains("CONNECTION LIMIT of 50"))
                .anyMatch(it -> it.contains("event trigger watcher"))
                .anyMatch(it -> it.contains("collation german was version 1.0"))
                .anyMatch(it -> it.contains("1 security labels"));
    }

    @Test
    void failoverManagersAndPoolersAreKnownByTheirSessions() throws Exception {
        try (Connection patroni = session("Patroni heartbeat");
                Connection pooler = session("pgbouncer")) {
            assertThat(patroni.isValid(1) && pooler.isValid(1)).isTrue();
            assertThat(lines())
                    .anyMatch(it -> it.contains("Patroni watches this server") && it.contains("patronictl pause"))
                    .anyMatch(it -> it.contains("PgBouncer is in front of this server"));
        }
    }

    @Test
    void missingClientProgramsAreAFindingAndNoRefusal() {
        assertThat(PostgresForTests.programs().client().map(it -> it.major()).orElse(0))
                .as("the clients of this machine")
                .isLessThanOrEqualTo(18);
        boolean missing =
                PostgresForTests.programs().client().map(it -> it.major()).orElse(0) < 18;
        assertThat(lines().stream().anyMatch(it -> it.contains("no client programs for PostgreSQL 18")))
                .isEqualTo(missing);
    }

    @Test
    void theApplicationsOwnLoginIsTriedOnAnEmptyDatabaseMadeLikeLive() throws Exception {
        String app = "app_" + patient.rollback.key();
        patient.run(
                "postgres",
                "CREATE ROLE " + app + " LOGIN",
                "REVOKE CONNECT ON DATABASE " + Sql.quote(patient.name) + " FROM PUBLIC",
                "GRANT CONNECT ON DATABASE " + Sql.quote(patient.name) + " TO " + app);
        patient.settings.put("application", new HashMap<>(Map.of("user", app)));
        try {
            assertThat(lines()).anyMatch(it -> it.contains("the application's login (" + app + ") works on an empty"));
            patient.settings.put("application", new HashMap<>(Map.of("user", app, "port", 1)));
            assertThat(lines()).anyMatch(it -> it.contains("does not work even on " + patient.name));
            assertThat(patient.databases()).isZero();
        } finally {
            patient.run(patient.name, "REVOKE ALL ON DATABASE " + Sql.quote(patient.name) + " FROM " + app);
            patient.run("postgres", "DROP ROLE " + app);
        }
    }

    private Connection session(String name) throws Exception {
        return DriverManager.getConnection(patient.jdbc(patient.name) + "?ApplicationName=" + name, "postgres", "");
    }

    private List<Finding> findings() {
        return findings(patient);
    }

    private static List<Finding> findings(Patient patient) {
        return patient.activities().inspect(patient.query()).findings();
    }

    private List<String> lines() {
        return lines(findings());
    }

    private static List<String> lines(List<Finding> findings) {
        return findings.stream().map(Finding::line).toList();
    }
}
