package dev.lastgood.activities.database.postgresql.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.activities.database.postgresql.script.Statements.Statement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R11")
class ScriptTest {

    @Test
    void itIsCutAtTheSemicolonsThatEndStatements() {
        Script script = script("""
                -- takes; it back
                DROP TABLE a; /* no; /* nested; */ end */ DELETE FROM "b;c" WHERE x = 'it''s;' OR y = E'\\';';
                CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $body$ BEGIN; RETURN 1; END $body$;

                CREATE FUNCTION g(n int) RETURNS int BEGIN ATOMIC SELECT CASE WHEN n > 0 THEN 1 END; SELECT 2; END;
                CREATE RULE r AS ON DELETE TO b DO (DELETE FROM c; DELETE FROM d);
                SELECT price$1, '[1]'::jsonb ? 'a' FROM t""");

        assertThat(script.statements())
                .extracting(it -> it.line() + " " + it.text().replaceAll("(?s)\\W.*", ""))
                .containsExactly("2 DROP", "2 DELETE", "3 CREATE", "5 CREATE", "6 CREATE", "7 SELECT");
    }

    @Test
    void everythingThatCannotRunInOneTransactionIsNamedWithItsLine() {
        assertThatThrownBy(() -> script("""
                        DROP TABLE a;
                        CREATE UNIQUE INDEX CONCURRENTLY i ON b (c);
                        \\connect other
                        VACUUM b;
                        BEGIN;
                        REINDEX (CONCURRENTLY) TABLE b;
                        DROP DATABASE b;
                        COPY b FROM STDIN;
                        ROLLBACK;
                        ALTER SYSTEM SET work_mem = '1MB'"""))
                .hasMessageContainingAll(
                        "can't run in one transaction:",
                        "line 2: CREATE UNIQUE INDEX CONCURRENTLY",
                        "line 3: \"\\connect other\" is a command of psql",
                        "line 4: VACUUM b",
                        "line 5: BEGIN",
                        "line 6: REINDEX (CONCURRENTLY)",
                        "line 7: DROP DATABASE b",
                        "line 8: COPY b FROM STDIN",
                        "line 9: ROLLBACK",
                        "line 10: ALTER SYSTEM")
                .hasMessageNotContaining("line 1:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX concurrently_made ON b (c)",
                "ROLLBACK TO SAVEPOINT s",
                "DELETE FROM begin WHERE note = 'VACUUM; COMMIT;'",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY m",
                "ALTER TYPE mood ADD VALUE 'fine'",
                "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS 'BEGIN COMMIT; END'"
            })
    void whatOnlyLooksAlikeIsLeftAlone(String sql) {
        assertThat(script(sql).statements()).hasSize(1);
    }

    @Test
    void aFrameOfBeginAndCommitIsWhatIsDoneAnyway() {
        assertThat(script("BEGIN; DROP TABLE a; END;").statements())
                .extracting(Statement::text)
                .containsExactly("DROP TABLE a");
    }

    @Test
    void aRehearsalThatEndsInRollbackIsNoScript() {
        assertThatThrownBy(() -> script("BEGIN;\nDROP TABLE a;\nROLLBACK;")).hasMessageContaining("line 3: ROLLBACK");
    }

    @Test
    void aQuoteWithoutAnEndIsFoundWhereItBegins() {
        assertThatThrownBy(() -> script("SELECT 1;\nSELECT 'a;\nSELECT 2;"))
                .hasMessageContaining("line 2: a text in quotes has no end");
    }

    @Test
    void nothingButCommentsIsNoScript() {
        assertThatThrownBy(() -> script("-- later\n;")).hasMessageContaining("holds no statement");
    }

    @Test
    @Tag("S1")
    void noPasswordIsShown() {
        List<String> shown = script(
                        "ALTER ROLE app PASSWORD 'it''s secret'; CREATE USER MAPPING FOR app SERVER s OPTIONS (password 'hush')")
                .statements()
                .stream()
                .map(Script::shown)
                .toList();

        assertThat(shown)
                .containsExactly(
                        "ALTER ROLE app PASSWORD '***'",
                        "CREATE USER MAPPING FOR app SERVER s OPTIONS (password '***')");
    }

    private static Script script(String sql) {
        return Script.read("back.sql", null, sql.getBytes(StandardCharsets.UTF_8));
    }
}
