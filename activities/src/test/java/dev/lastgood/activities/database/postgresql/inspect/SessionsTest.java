package dev.lastgood.activities.database.postgresql.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.workflows.model.Finding;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R10")
class SessionsTest {
    @Test
    void aTransactionThatHasBeenOpenForLongIsNamedWithItsOwner() throws Exception {
        String url = PostgresForTests.shared().jdbcUrl("template1");
        try (var report = DriverManager.getConnection(url + "&ApplicationName=report");
                var own = DriverManager.getConnection(PostgresForTests.shared().jdbcUrl("postgres"))) {
            report.setAutoCommit(false);
            report.createStatement().execute("SELECT 1");
            Sql sql = new Sql(own, it -> {});
            Ground ground = new Ground(null, sql, sql, "key", "template1", 1, 18, true, null);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(lines(new Sessions(Duration.ZERO), ground))
                            .anyMatch(
                                    it -> it.startsWith("to know: a transaction of postgres from 127.0.0.1 (report)")));
            assertThat(lines(new Sessions(), ground)).noneMatch(it -> it.contains("a transaction of"));
        }
    }

    private static List<String> lines(Sessions sessions, Ground ground) throws Exception {
        return sessions.look(ground).stream().map(Finding::line).toList();
    }
}
