package dev.lastgood.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.programs.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@Tag("D2")
class HistoryDatabaseTest {
    private final PostgresServer server = PostgresForTests.shared();

    @Test
    void openingAgainFindsTheTablesAndTheirRows() {
        String url = newDatabase();
        try (HistoryDatabase first = HistoryDatabase.open(url, null, null)) {
            new RollbackHistory(first.dataSource())
                    .record(HistoryEntry.of(Statuses.rich().status()));
        }

        try (HistoryDatabase second = HistoryDatabase.open(url, null, null)) {
            assertThat(new RollbackHistory(second.dataSource()).list(RollbackHistory.Filter.newest(5)))
                    .hasSize(1);
        }
    }

    @Test
    void manyMayOpenANewDatabaseAtOnce() {
        String url = newDatabase();

        List<CompletableFuture<HistoryDatabase>> openings = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> HistoryDatabase.open(url, null, null)))
                .limit(4)
                .toList();

        openings.stream().map(CompletableFuture::join).forEach(HistoryDatabase::close);
        assertThat(migrations(url)).isEqualTo(3);
    }

    @Test
    void aServerThatIsNotThereIsNamedWithWhatToDo() throws IOException {
        int port = closedPort();

        assertThatThrownBy(
                        () -> HistoryDatabase.open("jdbc:postgresql://127.0.0.1:" + port + "/lastgood", "me", "s3cret"))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("'lastgood' on 127.0.0.1:" + port)
                .hasMessageContaining("can't be reached")
                .hasMessageContaining("Check host and port")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aDatabaseThatDoesNotExistComesWithTheStatementThatMakesIt() {
        assertThatThrownBy(() -> HistoryDatabase.open(server.jdbcUrl("nowhere"), null, null))
                .hasMessageContaining("CREATE DATABASE \"nowhere\" OWNER \"postgres\"");
    }

    @Test
    void missingRightsComeWithTheGrant() {
        String name = newName();
        server.createDatabase(name);
        String user = "poor_" + name;
        JdbcClient.create(new DriverManagerDataSource(server.jdbcUrl(name)))
                .sql("CREATE ROLE \"" + user + "\" LOGIN")
                .update();

        assertThatThrownBy(() -> HistoryDatabase.open(bare(name), user, ""))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("GRANT CREATE ON DATABASE \"" + name + "\" TO \"" + user + "\"");
    }

    @Test
    void aUserThatIsRefusedIsNamed() {
        assertThatThrownBy(() -> HistoryDatabase.open(bare("postgres"), "nobody_here", "s3cret"))
                .hasMessageContaining("refuses the user 'nobody_here'")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aUrlOfAnotherKindIsRefusedWithoutBeingQuoted() {
        assertThatThrownBy(() -> HistoryDatabase.open("mysql://root:s3cret@localhost/x", null, null))
                .hasMessageContaining("jdbc:postgresql://localhost:5432/lastgood")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aServerIsKnownAgainByWhateverNameItIsReached() throws SQLException {
        try (HistoryDatabase history = HistoryDatabase.open(newDatabase(), null, null);
                Connection other =
                        DriverManager.getConnection(server.jdbcUrl("postgres").replace("127.0.0.1", "localhost"))) {
            ServerIdentity patient = ServerIdentity.of(other);

            assertThat(history.server().address()).isEqualTo("127.0.0.1:" + server.port());
            assertThat(history.server().systemIdentifier()).matches("\\d+");
            assertThat(patient.address()).isEqualTo("localhost:" + server.port());
            assertThat(history.server().sameServerAs(patient)).isTrue();
        }
    }

    @Test
    void aServerIsKnownAgainWithoutTheRightToReadItsIdentifier() throws SQLException {
        String name = newName();
        server.createDatabase(name);
        String user = "unprivileged_" + name;
        try (Connection admin = DriverManager.getConnection(server.jdbcUrl(name))) {
            admin.createStatement().execute("CREATE ROLE \"" + user + "\" LOGIN");
            admin.createStatement().execute("REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC");
            try (Connection poor = DriverManager.getConnection(bare(name), user, "")) {
                assertThat(ServerIdentity.of(poor).systemIdentifier()).isNull();
                assertThat(ServerIdentity.of(poor).sameServerAs(ServerIdentity.of(admin)))
                        .isTrue();
            }
        }
    }

    @Test
    void anotherServerIsAnotherEvenWhenItsFilesWereCopied(@TempDir Path folder) throws SQLException {
        try (PostgresServer copied = PostgresForTests.start(folder, PostgresServer.Options.forTests());
                Connection one = DriverManager.getConnection(server.jdbcUrl("postgres"));
                Connection two = DriverManager.getConnection(copied.jdbcUrl("postgres"))) {
            assertThat(ServerIdentity.of(one).sameServerAs(ServerIdentity.of(two)))
                    .isFalse();
        }
    }

    /** Nobody listens there any more. */
    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String newDatabase() {
        String name = newName();
        server.createDatabase(name);
        return server.jdbcUrl(name);
    }

    private String bare(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database;
    }

    private static String newName() {
        return "history_" + UUID.randomUUID().toString().replace("-", "");
    }

    private static int migrations(String url) {
        return JdbcClient.create(new DriverManagerDataSource(url))
                .sql("SELECT count(*) FROM lastgood.flyway_schema_history WHERE version IS NOT NULL")
                .query(Integer.class)
                .single();
    }
}
