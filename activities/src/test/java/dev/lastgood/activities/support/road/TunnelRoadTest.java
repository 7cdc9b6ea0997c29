package dev.lastgood.activities.support.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lastgood.activities.Settings;
import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.programs.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

@Tag("R10")
class TunnelRoadTest {
    private final PostgresServer server = PostgresForTests.shared();
    private final List<Runnable> stops = new ArrayList<>();

    @AfterEach
    void stop() {
        stops.forEach(Runnable::run);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> TunnelProgram.running().findAny().isEmpty());
    }

    private Road road(List<String> command) {
        var settings = new Settings(new Secrets(Map.of("TOKEN", "t0ken-word")));
        return Road.to("db", 5432, new Tunnel(command, Map.of("TOKEN", "env:TOKEN")), settings, "", stops::add);
    }

    private static Connection connect(Road road, String... more) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty("loginTimeout", "20");
        for (int i = 0; i < more.length; i += 2) {
            properties.setProperty(more[i], more[i + 1]);
        }
        return road.connect("postgres", properties);
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void aSessionEndsItsProgramAndItsProgramIsItsOwn() throws Exception {
        Road road = road(TunnelProgram.to(server.port()));
        try (Connection one = connect(road);
                Connection other = connect(road)) {
            assertThat(TunnelProgram.running()).hasSize(2);
            assertThat(ask(one, "SELECT length(repeat('x', 3000000))")).isEqualTo("3000000");
            one.close();
            await().until(() -> TunnelProgram.running().count() == 1);
            assertThat(ask(other, "SELECT 1")).isEqualTo("1");
        }
        await().until(() -> TunnelProgram.running().findAny().isEmpty());
    }

    @Test
    void aSessionThatIsAbortedWhileItWaitsEndsAtOnce() throws Exception {
        Road road = road(TunnelProgram.to(server.port()));
        Connection session = connect(road, "ApplicationName", "aborted");
        Thread thread = new Thread(() -> {
            try (Connection other = connect(road)) {
                await().until(() -> ask(
                                other,
                                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'aborted' AND state = 'active'")
                        .equals("1"));
                session.abort(Runnable::run);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
        assertThatThrownBy(() -> ask(session, "SELECT pg_sleep(50)")).isInstanceOf(SQLException.class);
        thread.join();
    }

    @Test
    void anAnswerIsWaitedForNoLongerThanTheTimeLimit() throws Exception {
        try (Connection session = connect(road(TunnelProgram.to(server.port())), "socketTimeout", "1")) {
            assertThat(ask(session, "SELECT 1")).isEqualTo("1");
            assertThatThrownBy(() -> ask(session, "SELECT pg_sleep(20)"))
                    .hasStackTraceContaining("no answer within 1000 ms");
        }
    }

    @Test
    void aStatementIsCancelledThroughAProgramOfItsOwn() throws Exception {
        try (Connection session = connect(road(TunnelProgram.to(server.port())));
                var statement = session.createStatement()) {
            statement.setQueryTimeout(1);
            assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(20)"))
                    .hasMessageContaining("canceling statement due to user request");
        }
    }

    @Test
    void whatTheServerRefusesIsToldAsTheServerSaysIt() {
        Road road = road(TunnelProgram.to(server.port()));
        assertThatThrownBy(() -> road.connect("not there", user()))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("database \"not there\" does not exist")
                .extracting(it -> ((SQLException) it).getSQLState())
                .isEqualTo("3D000");
    }

    @Test
    void aProgramsOwnEnvironmentIsTheCatalogsAndItsSecretsAreNotTold() {
        Road road = road(List.of("sh", "-c", "echo \"$TOKEN ${LASTGOOD_HOME:-nothing}\" >&2; exit 3"));
        assertThatThrownBy(() -> connect(road))
                .hasMessageContaining("ended with exit code 3 before the server answered: *** nothing");
    }

    @Test
    void clientProgramsFindASocketThatNobodyElseMayReach() throws Exception {
        Road road = road(TunnelProgram.to(server.port()));
        Path folder = Path.of(road.libpq().get("PGHOST"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(road.libpq()).as("one for all of them").containsEntry("PGHOST", folder.toString());
        Process dump = pgDump(road);
        assertThat(new String(dump.getInputStream().readAllBytes(), "UTF-8")).contains("database dump complete");
        assertThat(dump.waitFor()).isZero();
        assertThat(road.trouble()).isEmpty();
        stops.forEach(Runnable::run);
        assertThat(folder).doesNotExist();
    }

    @Test
    void whatWentWrongOnTheRoadOfAClientProgramCanBeAsked() throws Exception {
        Road road = road(TunnelProgram.saying("", "no such service: db", 1));
        assertThat(pgDump(road).waitFor()).isNotZero();
        assertThat(road.trouble()).contains("ended with exit code 1", "no such service: db");
    }

    /** The recipes of docs/restore.md, without what gets inside a container: the server is here. */
    static Stream<List<String>> recipes() throws IOException {
        String page = Files.readString(Path.of("../docs/restore.md"));
        return Pattern.compile("(?m)^tunnel: \\{command: (\\[.*])}$")
                .matcher(page)
                .results()
                .map(it -> words(it.group(1)))
                .filter(it -> !it.contains("ssh"));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void theRecipesWorkWhereTheirProgramIs(List<String> recipe) throws Exception {
        List<String> inside = inside(recipe);
        assumeTrue(onPath(inside.get(0)), "there is no " + inside.get(0) + " here");
        Road road = road(inside.stream()
                .map(it -> it.replace("5432", String.valueOf(server.port())))
                .toList());
        try (Connection session = connect(road)) {
            assertThat(ask(session, "SELECT length(repeat('x', 3000000))")).isEqualTo("3000000");
            assertThatThrownBy(() -> ask(session, "SELECT pg_terminate_backend(pg_backend_pid())"))
                    .as("the server's own end of it is seen at once")
                    .hasMessageContaining("terminating connection");
        }
        List<ProcessHandle> before = programs();
        Connection idle = connect(road);
        List<ProcessHandle> programs =
                programs().stream().filter(it -> !before.contains(it)).toList();
        assertThat(programs).isNotEmpty();
        idle.abort(Runnable::run);
        await().atMost(Duration.ofSeconds(5)).until(() -> programs.stream().noneMatch(ProcessHandle::isAlive));
    }

    private static List<ProcessHandle> programs() {
        return ProcessHandle.current().descendants().toList();
    }

    private static List<String> inside(List<String> recipe) {
        for (String place : List.of("db", "app-db-1", "--")) {
            int at = recipe.lastIndexOf(place);
            if (at >= 0) {
                return recipe.subList(at + 1, recipe.size());
            }
        }
        throw new AssertionError("no place in " + recipe);
    }

    private static List<String> words(String yaml) {
        // A flow list of YAML with quotes where JSON wants them.
        String json = Pattern.compile("(\"(?:[^\"\\\\]|\\\\.)*\")|([^\\[\\],\\s][^,\\]]*)")
                .matcher(yaml)
                .replaceAll(it -> java.util.regex.Matcher.quoteReplacement(
                        it.group(1) != null ? it.group(1) : '"' + it.group(2) + '"'));
        return List.of(new JsonMapper().readValue(json, String[].class));
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(it -> Files.isExecutable(Path.of(it, program)));
    }

    private static Properties user() {
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        return properties;
    }

    private Process pgDump(Road road) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(PostgresForTests.programs()
                .requireClientFor(server.major())
                .program("pg_dump")
                .toString());
        builder.environment().putAll(road.libpq());
        builder.environment().putAll(Map.of("PGUSER", "postgres", "PGDATABASE", "postgres"));
        return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }
}
