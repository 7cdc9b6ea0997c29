package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.workflows.activities.DatabaseActivities.Compare;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Comparison.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was compared and not written to since is not read again: told by the other side, which changes behind its back here. */
@Tag("M3")
class CompareAgainTest {
    @TempDir
    Path folder;

    TwoDatabases two;

    @BeforeEach
    void aTableWithARowTooMany() throws Exception {
        two = new TwoDatabases(folder, PostgresForTests.shared());
        two.both(
                "CREATE TABLE t (id int PRIMARY KEY, v text)",
                "CREATE TABLE quiet (id int PRIMARY KEY)",
                "INSERT INTO t SELECT g, 'a' FROM generate_series(1, 100) g");
        two.live("INSERT INTO t VALUES (101, 'new')");
    }

    @AfterEach
    void end() throws Exception {
        two.close();
    }

    @Test
    void aTableThatNobodyWroteToIsNotReadAgain() throws Exception {
        Comparison shown = two.compare();
        two.backup("DELETE FROM t WHERE id > 50");
        assertThat(again(shown)).isEqualTo(new Table("public.t", 101, 100, 1, 0, 0));
        two.live("VACUUM (FREEZE) t", "INSERT INTO quiet VALUES (1)");
        assertThat(again(shown)).isEqualTo(new Table("public.t", 101, 100, 1, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES (102, 'x')",
                "UPDATE t SET v = 'a' WHERE id = 1",
                "DELETE FROM t WHERE id = 1",
                "BEGIN; DELETE FROM t WHERE id = 101; INSERT INTO t VALUES (101, 'new'); COMMIT",
                "TRUNCATE t",
                "BEGIN; SAVEPOINT a; UPDATE t SET v = 'b' WHERE id = 7; RELEASE a; COMMIT"
            })
    void aTableThatWasWrittenToIsReadAgain(String written) throws Exception {
        Comparison shown = two.compare();
        two.backup("DELETE FROM t WHERE id > 50");
        two.live(written);
        assertThat(again(shown)).isEqualTo(TwoDatabases.table(two.compare(), "public.t"));
        assertThat(again(shown).backupRows()).isEqualTo(50);
    }

    @Test
    void aTransactionThatWasStillOpenWhenItWasComparedIsSeenOnceItHasEnded() throws Exception {
        try (Connection open = live();
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("UPDATE t SET v = 'late' WHERE id = 1");
            Comparison shown = two.compare();
            two.live("INSERT INTO quiet VALUES (1)");
            open.commit();
            assertThat(again(shown).changed()).isEqualTo(1);
        }
    }

    @Test
    void afterTheSwapEveryRowIsReadHoweverStillItWas() throws Exception {
        Comparison shown = two.compare();
        two.backup("DELETE FROM t WHERE id > 50");
        Compare command = two.command();
        Comparison exact = two.patient
                .activities()
                .compare(Compare.exactly(command.rollback(), command.database(), command.shadow(), command.backup()));
        assertThat(shown.liveAsOf()).isNotNull();
        assertThat(TwoDatabases.table(exact, "public.t").onlyInLive()).isEqualTo(51);
    }

    private Table again(Comparison shown) throws SQLException {
        Compare command = two.command();
        Comparison again = two.patient
                .activities()
                .compare(Compare.again(
                        command.rollback(), command.database(), command.shadow(), command.backup(), shown));
        return TwoDatabases.table(again, "public.t");
    }

    private Connection live() throws SQLException {
        return DriverManager.getConnection(two.patient.jdbc(two.patient.name), "postgres", "");
    }
}
