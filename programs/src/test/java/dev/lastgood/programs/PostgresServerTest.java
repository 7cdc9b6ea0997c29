package dev.lastgood.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On real programs; where the tests run as root, so does this. */
class PostgresServerTest {
    private static final PostgresServer.Options OPTIONS = PostgresServer.Options.forTests();

    @TempDir
    Path root;

    @Test
    void startsOnAnEmptyFolder() throws SQLException {
        Path folder = root.resolve("a folder with spaces");
        try (PostgresServer server = PostgresServer.start(PostgresForTests.programs(), folder, OPTIONS)) {
            assertThat(query(server, "show server_version")).startsWith(server.major() + ".");
            assertThat(query(server, "select current_user")).isEqualTo("postgres");
        }
    }

    @Test
    void keepsDataAndPortFromStartToStart() throws SQLException {
        int port;
        try (PostgresServer server = start()) {
            server.createDatabase("shop");
            port = server.port();
        }
        try (PostgresServer server = start()) {
            assertThat(query(server, "select datname from pg_database where datname = 'shop'"))
                    .isEqualTo("shop");
            assertThat(server.port()).isEqualTo(port);
        }
    }

    @Test
    void startsAfterThePostmasterWasKilled() throws Exception {
        try (PostgresServer server = start()) {
            execute(server, "create table kept as select 42 as x");
            ProcessHandle.of(postmaster()).orElseThrow().destroyForcibly();
        }
        try (PostgresServer server = start()) {
            assertThat(query(server, "select x from kept")).isEqualTo("42");
        }
    }

    @Test
    void stopsAServerThatACrashLeftRunning() throws Exception {
        try (PostgresServer crashed = start()) {
            long left = postmaster();
            Files.move(root.resolve("postgres.lock"), root.resolve("lock of the dead"));
            try (PostgresServer server = start()) {
                assertThat(postmaster()).isNotEqualTo(left);
                assertThat(query(server, "select 1")).isEqualTo("1");
            }
        }
    }

    @Test
    void leavesAnotherProcessWithTheNumberOfAKilledServerAlone() throws Exception {
        start().close();
        long innocent = ProcessHandle.current().pid();
        Files.writeString(root.resolve("data/postmaster.pid"), innocent + "\n" + root.resolve("data") + "\n");
        try (PostgresServer server = start()) {
            assertThat(query(server, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void refusesAFolderThatIsInUse() {
        try (PostgresServer server = start()) {
            assertThatThrownBy(this::start).isInstanceOf(ProgramException.class).hasMessageContaining("is in use");
        }
    }

    @Test
    void aFailedStartQuotesTheLog() {
        assertThatThrownBy(() -> PostgresForTests.start(root, OPTIONS.withSetting("shared_buffers", "many")))
                .isInstanceOf(ProgramException.class)
                .hasMessageContaining("invalid value for parameter \"shared_buffers\"");
    }

    @Test
    void refusesADataFolderOfAVersionThatIsNotInstalled() throws IOException {
        Files.createDirectories(root.resolve("data"));
        Files.writeString(root.resolve("data/PG_VERSION"), "9\n");
        assertThatThrownBy(this::start).isInstanceOf(ProgramException.class).hasMessageContaining("is of PostgreSQL 9");
    }

    @Test
    void closingTwiceIsHarmless() {
        PostgresServer server = start();
        server.close();
        server.close();
        assertThat(new EarlierPostmaster(root.resolve("data")).isAlive()).isFalse();
    }

    @Test
    void theSharedServerIsOne() {
        assertThat(PostgresForTests.shared()).isSameAs(PostgresForTests.shared());
    }

    private PostgresServer start() {
        return PostgresForTests.start(root, OPTIONS);
    }

    private long postmaster() throws IOException {
        List<String> lines = Files.readAllLines(root.resolve("data/postmaster.pid"));
        return Long.parseLong(lines.get(0).strip());
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getString(1) : "";
        }
    }
}
