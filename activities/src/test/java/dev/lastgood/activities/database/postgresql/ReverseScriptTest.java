package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.workflows.activities.MigrationActivities;
import dev.lastgood.workflows.activities.MigrationActivities.Query;
import dev.lastgood.workflows.activities.MigrationActivities.Ran;
import dev.lastgood.workflows.activities.MigrationActivities.Rehearse;
import dev.lastgood.workflows.activities.MigrationActivities.Run;
import dev.lastgood.workflows.model.Rehearsal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R11")
class ReverseScriptTest extends PatientTestBase {
    private static final String BACK = "-- takes loyalty back\nDELETE FROM orders WHERE amount <= 3;\n"
            + "ALTER TABLE orders DROP COLUMN item;\nDROP TABLE visits;";

    MigrationActivities activities;
    Path scripts;
    Map<String, Object> migration = new HashMap<>();

    @BeforeEach
    void aShop() throws Exception {
        scripts = Files.createDirectories(folder.resolve("migrations"));
        migration.put("folder", scripts.toString());
        patient.settings.put("migration", migration);
        activities = patient.stub(
                MigrationActivities.class,
                new PostgresMigrations(
                        PostgresForTests.programs(),
                        new Secrets(Map.of()),
                        List.of(),
                        sql -> patient.before.accept(sql)));
    }

    @Test
    void theRehearsalSaysWhatItTakesAwayAndWhatItLocksAndTouchesNothing() throws Exception {
        Rehearsal rehearsal = rehearse(BACK);

        assertThat(rehearsal.lost())
                .containsExactlyInAnyOrder(
                        "3 rows of public.orders",
                        "column public.orders.item with 3000 values",
                        "table public.visits with 500 rows");
        assertThat(rehearsal.statements())
                .extracting(it -> it.line() + " " + it.rows())
                .containsExactly("2 3", "3 0", "4 0");
        assertThat(rehearsal.locks())
                .contains(
                        "public.orders: nobody reads or writes it meanwhile",
                        "public.visits: nobody reads or writes it meanwhile");
        assertThat(patient.orders()).isEqualTo(3000);
        assertThat(patient.databases()).as("copies left").isZero();
    }

    @Test
    void whatACascadeATriggerOrATruncateTakesAwayIsFoundToo() throws Exception {
        patient.run(
                patient.name,
                "CREATE TABLE notes (order_id int REFERENCES orders ON DELETE CASCADE)",
                "INSERT INTO notes SELECT 1 FROM generate_series(1, 4)");

        Rehearsal rehearsal = rehearse("DELETE FROM orders WHERE id = 1; TRUNCATE visits");

        assertThat(rehearsal.lost())
                .containsExactlyInAnyOrder(
                        "1 row of public.orders", "4 rows of public.notes", "all 500 rows of public.visits");
    }

    @Test
    void aLargeDatabaseIsRehearsedOnWithoutItsRowsAndSaysSo() throws Exception {
        migration.put("rehearse-with-rows-up-to", "1MB");

        Rehearsal rehearsal = rehearse(BACK);

        assertThat(rehearsal.lost()).containsExactlyInAnyOrder("column public.orders.item", "table public.visits");
        assertThat(rehearsal.notes()).anyMatch(it -> it.contains("without rows"));
    }

    @Test
    void aScriptThatDoesNotWorkFailsInTheRehearsalWithItsLine() throws Exception {
        assertThatThrownBy(() -> rehearse("SELECT 1;\n\nALTER TABLE orders DROP COLUMN nothing;"))
                .hasStackTraceContaining("back.sql, line 3 (ALTER TABLE orders DROP COLUMN nothing)")
                .hasStackTraceContaining("\"nothing\"");
        assertThat(patient.databases()).as("copies left").isZero();
    }

    @Test
    void aConstraintThatOnlyTheCommitWouldCheckFailsInTheRehearsal() throws Exception {
        patient.run(
                patient.name, "ALTER TABLE orders ALTER CONSTRAINT orders_customer_fkey DEFERRABLE INITIALLY DEFERRED");

        assertThatThrownBy(() -> rehearse("UPDATE orders SET customer = -1 WHERE id = 1"))
                .hasStackTraceContaining("breaks a constraint at its end");
    }

    @Test
    void itRunsOnceAndTheRetryFindsThatItHas() throws Exception {
        Rehearsal approved = rehearse("UPDATE orders SET amount = amount + 1");

        Ran first = run(approved);
        Ran second = run(approved);

        assertThat(first.detail()).startsWith("back.sql has run in one transaction of ");
        assertThat(second.committed()).isTrue();
        assertThat(second.detail()).startsWith("it has run: back.sql on ");
        assertThat(amounts()).isEqualTo(3000 * 3001 / 2 + 3000);
    }

    @Test
    void killedBeforeAnyOfItsStatementsItHasRunWhollyOrNotAndTheRetryRunsItOnce() throws Exception {
        Rehearsal approved = rehearse("BEGIN; UPDATE orders SET amount = amount + 1; DROP TABLE visits; COMMIT;");
        long before = amounts();

        int kills = 0;
        while (!isKilledBefore(kills + 1, approved)) {
            kills++;
            assertThat(amounts()).isIn(before, before + 3000);
        }

        assertThat(kills).isGreaterThan(8);
        assertThat(run(approved).committed()).isTrue();
        assertThat(amounts()).isEqualTo(before + 3000);
    }

    @Test
    void whatAnEarlierWorkerLeftRunningIsEndedBeforeItIsRunAgain() throws Exception {
        Rehearsal approved = rehearse("UPDATE orders SET amount = amount + 1");
        String application = "&ApplicationName=lastgood-" + patient.rollback.key() + "-script";
        try (Connection zombie =
                DriverManager.getConnection(patient.jdbc(patient.name) + "?user=postgres" + application)) {
            zombie.setAutoCommit(false);
            zombie.createStatement().execute("UPDATE orders SET amount = amount + 1");

            assertThat(run(approved).detail()).doesNotContain("at attempt");
            assertThatThrownBy(zombie::commit).isInstanceOf(SQLException.class);
        }
        assertThat(amounts()).isEqualTo(3000 * 3001 / 2 + 3000);
    }

    @Test
    void bodiesInSqlDollarsRulesAndOperatorsOfQuestionMarksRunAsTheyStand() throws Exception {
        Rehearsal rehearsal = rehearse("""
                CREATE FUNCTION two() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 2 END; END;
                CREATE RULE kept AS ON DELETE TO visits DO INSTEAD (SELECT 1; SELECT 2);
                DO $do$ BEGIN PERFORM two(); END $do$;
                UPDATE orders SET item = '{x}' WHERE '{"a": 1}'::jsonb ? 'a' AND id = two();
                """);

        run(rehearsal);

        assertThat(rehearsal.statementCount()).isEqualTo(4);
        assertThat(rehearsal.lost()).containsExactly("the former values of 1 row of public.orders");
        assertThat(patient.value(patient.name, "SELECT item FROM orders WHERE id = two()"))
                .isEqualTo("{x}");
    }

    @Test
    void aScriptThatChangedAfterTheYesIsNotRun() throws Exception {
        Rehearsal approved = rehearse(BACK);
        Files.writeString(scripts.resolve("back.sql"), "DROP TABLE customers CASCADE");

        assertThatThrownBy(() -> run(approved))
                .hasStackTraceContaining("has changed since it was rehearsed and approved");
        assertThat(look().committed()).isFalse();
    }

    @Test
    void aLockThatIsHeldIsWaitedForInShortTries() throws Exception {
        migration.put("lock-timeout", "50ms");
        Rehearsal approved = rehearse(BACK);
        try (Connection other = DriverManager.getConnection(patient.jdbc(patient.name), "postgres", "")) {
            other.setAutoCommit(false);
            other.createStatement().execute("LOCK TABLE visits");
            AtomicInteger attempts = new AtomicInteger();
            patient.before = sql -> {
                if (sql.equals("BEGIN") && attempts.incrementAndGet() == 3) {
                    letGo(other);
                }
            };

            assertThat(run(approved).detail()).endsWith(", at attempt 3");
        }
    }

    @Test
    void aLockThatIsNotLetGoEndsWithWhoHoldsItAndNothingChanged() throws Exception {
        migration.put("lock-timeout", "50ms");
        migration.put("try-for", "300ms");
        Rehearsal approved = rehearse(BACK);
        try (Connection other = DriverManager.getConnection(patient.jdbc(patient.name), "postgres", "")) {
            other.setAutoCommit(false);
            other.createStatement().execute("SET application_name = 'a report'; LOCK TABLE visits");

            assertThatThrownBy(() -> run(approved))
                    .hasStackTraceContaining("did not get its locks in")
                    .hasStackTraceContaining("(a report, in a transaction since");
        }
        assertThat(patient.orders()).isEqualTo(3000);
        assertThat(look().committed()).isFalse();
    }

    @Test
    void thePeoplesOwnCommentOfTheDatabaseStays() throws Exception {
        patient.run("postgres", "COMMENT ON DATABASE " + Sql.quote(patient.name) + " IS 'the shop''s'");

        run(rehearse("DROP TABLE visits"));

        assertThat(
                        patient.value(
                                patient.name,
                                "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"))
                .matches("the shop's\nlastgood " + patient.rollback.key() + " ran back.sql on \\S+Z");
    }

    @Test
    void namesWithoutASchemaAreLookedUpAsTheRolesOwnSessionsDo() throws Exception {
        patient.run(
                patient.name,
                "CREATE SCHEMA audit",
                "CREATE TABLE audit.log ()",
                "ALTER DATABASE " + Sql.quote(patient.name) + " SET search_path = audit, public");

        run(rehearse("DROP TABLE log; DROP TABLE visits"));

        assertThat(patient.value(patient.name, "SELECT to_regclass('audit.log')"))
                .isNull();
    }

    @Test
    @Tag("S1")
    void aRequestRunsNoFileFromOutsideTheFolder() throws Exception {
        Files.writeString(folder.resolve("outside.sql"), "DROP TABLE visits");
        Files.createSymbolicLink(scripts.resolve("link.sql"), folder.resolve("outside.sql"));

        for (String name :
                List.of("../outside.sql", folder.resolve("outside.sql").toString(), "link.sql")) {
            assertThatThrownBy(() -> activities.rehearse(new Rehearse(patient.rollback, patient.database(), name)))
                    .hasStackTraceContaining("does not lie below migration.folder");
        }
    }

    @Test
    void aVersionFindsItsDownScriptAndAFlywayUndo() throws Exception {
        Files.createDirectories(scripts.resolve("20261120_add_loyalty"));
        Files.writeString(scripts.resolve("20261120_add_loyalty/down.sql"), "DROP TABLE visits");
        Files.writeString(scripts.resolve("U1_2__no_visits.sql"), "DROP TABLE visits");

        assertThat(named("20261120_add_loyalty").version()).isEqualTo("20261120_add_loyalty");
        assertThat(named("1.2").script()).isEqualTo("U1_2__no_visits.sql");
        assertThat(named("1.2").version()).isEqualTo("1.2");
        assertThatThrownBy(() -> named("3")).hasStackTraceContaining("there is no reverse script '3'");
    }

    @Test
    @Tag("R12")
    void withoutANameTheNewestMigrationIsReversedAndItsTableSaysSoInTheSameTransaction() throws Exception {
        patient.run(
                patient.name,
                "CREATE SCHEMA supabase_migrations",
                "CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY, statements text[], name text)",
                "INSERT INTO supabase_migrations.schema_migrations VALUES ('20261101', '{}', 'a'), ('20261120', '{}', 'b')");
        Files.createDirectories(scripts.resolve("20261120"));
        Files.writeString(scripts.resolve("20261120/down.sql"), "DROP TABLE visits");

        Rehearsal rehearsal = activities.rehearse(new Rehearse(patient.rollback, patient.database(), null));
        assertThat(rehearsal.marks()).containsExactly("Supabase: 20261120 is marked as reverted (its row is deleted)");
        assertThat(versions()).isEqualTo("20261101,20261120");
        run(rehearsal);

        assertThat(versions()).isEqualTo("20261101");
    }

    /** Whether the script ran, as fewer than so many statements were sent; else its worker was killed before that one. */
    private boolean isKilledBefore(int number, Rehearsal approved) {
        AtomicInteger statements = new AtomicInteger();
        patient.before = sql -> {
            if (statements.incrementAndGet() >= number) {
                throw new IllegalStateException("killed here");
            }
        };
        try {
            run(approved);
            return true;
        } catch (RuntimeException e) {
            assertThat(e).hasStackTraceContaining("killed here");
            return false;
        } finally {
            patient.before = sql -> {};
        }
    }

    private static void letGo(Connection other) {
        try {
            other.rollback();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private String versions() throws Exception {
        return patient.value(
                patient.name, "SELECT string_agg(version, ',' ORDER BY 1) FROM supabase_migrations.schema_migrations");
    }

    private Rehearsal rehearse(String sql) throws Exception {
        Files.writeString(scripts.resolve("back.sql"), sql);
        return named("back.sql");
    }

    private Rehearsal named(String name) {
        return activities.rehearse(new Rehearse(patient.rollback, patient.database(), name));
    }

    private Ran run(Rehearsal approved) {
        return activities.run(new Run(patient.rollback, patient.database(), approved));
    }

    private Ran look() {
        return activities.look(new Query(patient.rollback, patient.database()));
    }

    private long amounts() throws Exception {
        return Long.parseLong(patient.value(patient.name, "SELECT sum(amount) FROM orders"));
    }
}
