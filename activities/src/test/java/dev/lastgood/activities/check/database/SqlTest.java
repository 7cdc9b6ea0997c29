package dev.lastgood.activities.check.database;

import static dev.lastgood.workflows.model.CheckResult.Verdict.FAILED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.activities.Given;
import dev.lastgood.activities.check.Checks;
import dev.lastgood.activities.evidence.SqlSource;
import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.programs.PostgresServer;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.Target;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** SQL checks and SQL evidence, on a real server. */
class SqlTest {
    private static PostgresServer server;

    @BeforeAll
    static void database() throws Exception {
        server = PostgresForTests.shared();
        server.createDatabase("sqltest");
        try (var connection = DriverManager.getConnection(server.jdbcUrl("sqltest"));
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE user_onboarding (id int); CREATE TABLE \"odd \"\"name\" (id int);"
                    + " INSERT INTO user_onboarding SELECT generate_series(1, 37)");
        }
    }

    @Test
    @Tag("V3")
    void countsAreCompared() {
        String count = "SELECT count(*) FROM user_onboarding";

        assertThat(ask(Map.of("query", count, "expect", Map.of("equals", 37))).passed())
                .isTrue();
        assertThat(ask(Map.of("query", count, "expect", Map.of("at-least", 37, "at-most", 37)))
                        .passed())
                .isTrue();
        Checks.says(
                ask(Map.of("query", count, "expect", Map.of("at-least", 40))),
                FAILED,
                "the value is 37, expected at least 40");
    }

    @Test
    @Tag("V3")
    void orphansMustNotBe() {
        String orphans = "SELECT id FROM user_onboarding WHERE id > 37";

        assertThat(ask(Map.of("query", orphans, "expect", Map.of("empty", true)))
                        .passed())
                .isTrue();
    }

    @Test
    @Tag("V3")
    void tablesMustExist() {
        assertThat(ask(Map.of("tables", List.of("*onboarding*", "public.user_onboarding")))
                        .passed())
                .isTrue();
        assertThat(ask(Map.of("tables", List.of("userXonboarding", "user_onboarding", "orders")))
                        .detail())
                .isEqualTo("no table userXonboarding, no table orders in sqltest");
    }

    @Test
    @Tag("V3")
    void aQueryOfATableThatIsGoneFails() {
        assertThat(ask(Map.of("query", "SELECT 1 FROM gone", "expect", Map.of("equals", 1)))
                        .verdict())
                .isEqualTo(FAILED);
    }

    @Test
    @Tag("V10")
    void noValueAndNoDatabaseAreUnknown() {
        assertThat(ask(Map.of(
                                "query",
                                "SELECT max(id) FROM user_onboarding WHERE id > 99",
                                "expect",
                                Map.of("at-most", 1)))
                        .verdict())
                .isEqualTo(UNKNOWN);
        assertThat(ask(Map.of("database", "gone", "tables", List.of("x"))).verdict())
                .isEqualTo(UNKNOWN);
    }

    @Test
    @Tag("V3")
    void aCheckCantWrite() throws Exception {
        assertThat(ask(Map.of("query", "DELETE FROM user_onboarding RETURNING 1", "expect", Map.of("equals", 1)))
                        .passed())
                .isFalse();
        assertThat(ask(Map.of("query", "SELECT count(*) FROM user_onboarding", "expect", Map.of("equals", 37)))
                        .passed())
                .isTrue();
    }

    @Test
    @Tag("V3")
    void rowsAreComparedWithWhatTheyWereBeforeTheRollback() {
        Map<String, Object> how = new HashMap<>(login());
        how.putAll(Map.of("rows", List.of("user_onboarding", "public.odd*"), "within-of-baseline", "5%"));
        CheckResult before = Checks.ask(new SqlCheck(Given.settings()), how);

        Checks.says(
                before,
                UNKNOWN,
                "rows of public.user_onboarding: 37, and nothing from before to compare it with; "
                        + "rows of public.odd \"name: 0, and nothing from before to compare it with");
        assertThat(Checks.askAgain(new SqlCheck(Given.settings()), how, before).passed())
                .isTrue();
        assertThat(Checks.askAgain(
                                new SqlCheck(Given.settings()),
                                how,
                                Checks.measured(
                                        Map.of("rows.public.user_onboarding", 1250.0, "rows.public.odd \"name", 0.0)))
                        .detail())
                .startsWith("rows of public.user_onboarding: 37, before it was 1,250 (-97 %), expected within 5 %");
    }

    @Test
    @Tag("V3")
    void aQuerysValueIsComparedToo() {
        Map<String, Object> how = new HashMap<>(login());
        how.putAll(Map.of("query", "SELECT count(*) FROM user_onboarding", "within-of-baseline", "5%"));

        Checks.says(
                Checks.askAgain(new SqlCheck(Given.settings()), how, Checks.measured(Map.of("value", 38.0))),
                dev.lastgood.workflows.model.CheckResult.Verdict.PASSED,
                "the value is 37, before it was 38 (-2.63 %)");
    }

    @Test
    @Tag("P1")
    void theStateOfTheDatabaseIsKeptAsCsv() throws Exception {
        var settings = new HashMap<>(login());
        settings.put(
                "queries", Map.of("latest", "SELECT max(id) AS latest FROM user_onboarding;", "broken", "SELECT x"));

        String text = new SqlSource(Given.settings()).read(new Target("sql", "state", settings));

        assertThat(text)
                .contains("# rows by table\ntable,rows\n", "public.user_onboarding,37\n", "\"public.odd \"\"name\",0\n")
                .contains("# sessions\npid,usename,")
                .contains("# latest\nlatest\n37\n")
                .contains("# broken\nThis query failed: ");
    }

    private static CheckResult ask(Map<String, Object> more) {
        var settings = new HashMap<>(login());
        settings.putAll(more);
        return Checks.ask(new SqlCheck(Given.settings()), settings);
    }

    private static Map<String, Object> login() {
        return Map.of("server", "127.0.0.1:" + server.port(), "database", "sqltest", "user", "postgres");
    }
}
