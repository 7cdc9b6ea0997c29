package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.programs.PostgresServer;
import java.sql.DriverManager;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R10")
class PostgresMajorsTest {
    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void aServerOfEachMajorStartsAndSaysItsVersion(int major) throws Exception {
        PostgresServer server = PostgresForTests.ofMajor(major);
        assertThat(server.major()).isEqualTo(major);
        assertThat(PostgresForTests.ofMajor(major)).isSameAs(server);
        try (var connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                var row = connection.createStatement().executeQuery("SHOW server_version")) {
            row.next();
            assertThat(row.getString(1)).startsWith(major + ".");
        }
    }
}
