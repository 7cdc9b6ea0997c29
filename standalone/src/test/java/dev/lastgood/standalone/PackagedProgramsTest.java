package dev.lastgood.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.programs.TemporalServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** worker.jar and starter.jar as they are shipped, told by environment variables as docs/operations.md has them. */
class PackagedProgramsTest {
    private static final Path WORKER = Path.of("../worker/target/worker.jar");
    private static final Path STARTER = Path.of("../starter/target/starter.jar");
    private static final String CATALOG = """
            services:
              shop:
                impact: degraded
                alerts: {service: shop}
                kill-switch: {type: http, url: "http://127.0.0.1:1/switch"}
                environments: {production: {}}
            """;

    @TempDir
    private static Path folder;

    private static TemporalServer temporal;
    private final List<Process> running = new ArrayList<>();

    @BeforeAll
    static void start() {
        assumeThat(WORKER).as("made by mvn package").exists();
        assumeThat(STARTER).as("made by mvn package").exists();
        temporal = TemporalServer.start(folder.resolve("temporal"), TemporalServer.Options.defaults());
        PostgresForTests.shared().ensureDatabase("packaged");
    }

    @AfterAll
    static void stop() {
        if (temporal != null) {
            temporal.close();
        }
    }

    @AfterEach
    void end() {
        running.forEach(Process::destroyForcibly);
    }

    @Test
    void the_worker_starts_and_answers_health_and_metrics() throws Exception {
        int port = freePort();
        Process worker = run(WORKER, Map.of("LASTGOOD_WORKER_PORT", "" + port));

        assertHealthy(worker, port);

        assertThat(get(port, "/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
    }

    @Test
    void the_starter_starts_and_an_alert_with_the_token_of_the_variable_starts_a_rollback() throws Exception {
        int port = freePort();
        Path catalog = Files.writeString(folder.resolve("lastgood.yml"), CATALOG);
        Path token = Files.writeString(folder.resolve("api-token"), "api-1\n");
        Process starter = run(
                STARTER,
                Map.of(
                        "LASTGOOD_PORT",
                        "" + port,
                        "LASTGOOD_CATALOG",
                        catalog.toString(),
                        "LASTGOOD_WEBHOOK_TOKEN",
                        "the-token-itself",
                        "LASTGOOD_TOKEN",
                        "file:" + token));
        assertHealthy(starter, port);

        var answer = send(HttpRequest.newBuilder(at(port, "/webhooks/alertmanager"))
                .header("Authorization", "Bearer the-token-itself")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(alert())));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(get(port, "/api/rollbacks").statusCode()).isEqualTo(401);
        assertThat(send(HttpRequest.newBuilder(at(port, "/api/rollbacks")).header("Authorization", "Bearer api-1"))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    LASTGOOD_HISTORY_URL      | jdbc:postgresql://127.0.0.1:1/x | 127.0.0.1:1 can't be reached
                    LASTGOOD_HISTORY_PASSWORD | env:NOT_SET_ANYWHERE            | lastgood.history.password: secret env:NOT_SET_ANYWHERE
                    LASTGOOD_POSTGRES_BIN     | /                               | nor all of pg_dump, pg_restore, psql
                    TEMPORAL_ADDRESS          | 127.0.0.1:1                     | Temporal at 127.0.0.1:1 did not answer
                    TEMPORAL_NAMESPACE        | nowhere                         | has no namespace 'nowhere'
                    """)
    void a_worker_that_can_not_work_says_why_and_exits_with_2(String variable, String value, String said)
            throws Exception {
        Process worker = run(WORKER, Map.of(variable, value));

        assertThat(worker.waitFor(90, TimeUnit.SECONDS)).isTrue();

        assertThat(output(worker)).contains(said).doesNotContain("\tat ");
        assertThat(worker.exitValue()).isEqualTo(2);
    }

    private Process run(Path jar, Map<String, String> variables) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toAbsolutePath().toString());
        Map<String, String> environment = new HashMap<>(Map.of(
                "TEMPORAL_ADDRESS", temporal.address(),
                "LASTGOOD_HISTORY_URL", PostgresForTests.shared().jdbcUrl("packaged"),
                "LASTGOOD_HISTORY_USER", "postgres",
                "LASTGOOD_ARTIFACTS", folder.resolve("artifacts").toString(),
                "LASTGOOD_WORKER_PORT", "0"));
        environment.putAll(variables);
        builder.environment().putAll(environment);
        Process process = builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile(folder, "output", "").toFile())
                .start();
        outputs.put(process, builder.redirectOutput().file().toPath());
        running.add(process);
        return process;
    }

    private final Map<Process, Path> outputs = new HashMap<>();

    private String output(Process process) throws IOException {
        return Files.readString(outputs.get(process));
    }

    private void assertHealthy(Process process, int port) {
        await().atMost(Duration.ofSeconds(90))
                .failFast("it has ended", () -> !process.isAlive())
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(get(port, "/actuator/health").statusCode())
                        .as(output(process))
                        .isEqualTo(200));
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(at(port, path)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static URI at(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String alert() {
        return """
                {"version":"4","receiver":"lastgood","status":"firing","groupKey":"{}","alerts":[{"status":"firing",
                 "labels":{"alertname":"HighErrorRate","service":"shop"},"annotations":{"summary":"errors"},
                 "startsAt":"%s","endsAt":"0001-01-01T00:00:00Z","fingerprint":"cf64f4be588951f8"}]}""".formatted(java.time.Instant.now());
    }
}
