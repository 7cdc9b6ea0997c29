package dev.lastgood.activities.check.alerts;

import static dev.lastgood.workflows.model.CheckResult.Verdict.PASSED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lastgood.activities.Given;
import dev.lastgood.activities.check.Checks;
import dev.lastgood.activities.support.Http;
import dev.lastgood.workflows.model.CheckResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real Alertmanager (Debian: {@code apt-get install prometheus-alertmanager}); skipped where there is none. */
@Tag("V6")
class RealAlertmanagerTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static Process alertmanager;
    private static String address;

    @BeforeAll
    static void start() throws Exception {
        Path program =
                List.of("/usr/bin/prometheus-alertmanager", "/usr/local/bin/alertmanager", "/usr/bin/alertmanager")
                        .stream()
                        .map(Path::of)
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElse(null);
        assumeTrue(program != null, "no Alertmanager here: apt-get install prometheus-alertmanager");
        Path config = Files.writeString(
                folder.resolve("alertmanager.yml"), "route: {receiver: none}\nreceivers: [{name: none}]\n");
        address = "127.0.0.1:" + freePort();
        alertmanager = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + config,
                        "--storage.path=" + folder.resolve("data"),
                        "--web.listen-address=" + address,
                        "--cluster.listen-address=")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> send("GET", "/-/ready", "").statusCode() == 200);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (alertmanager != null) {
            alertmanager.destroy();
            alertmanager.waitFor();
        }
    }

    @Test
    void nothingFiringPasses() {
        Checks.says(ask("quiet", Map.of()), PASSED, "nothing fires for service=\"quiet\", severity=~\"critical|P0\"");
    }

    @Test
    void aCriticalAlertOfTheServiceFailsAndOthersDoNotMatter() throws Exception {
        fire("loud", "HighErrorRate", "critical");
        fire("loud", "SlowPages", "warning");
        fire("other", "HighErrorRate", "critical");

        assertThat(ask("loud", Map.of()).detail())
                .matches(
                        "1 alert fires: HighErrorRate for .*, expected none for service=\"loud\", severity=~\"critical\\|P0\"");
    }

    @Test
    void oneThatPeopleHaveSilencedDoesNotCountButIsTold() throws Exception {
        fire("silent", "HighErrorRate", "critical");
        silence("silent", "ada");

        Awaitility.await()
                .untilAsserted(
                        () -> Checks.says(
                                ask("silent", Map.of()),
                                PASSED,
                                "nothing fires for service=\"silent\", severity=~\"critical|P0\"; silenced, not counted: HighErrorRate"));
    }

    @Test
    void oneThatIsSilencedForTheRollbackItselfCounts() throws Exception {
        fire("rolled", "HighErrorRate", "critical");
        silence("rolled", "lastgood");

        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(ask("rolled", Map.of()).detail())
                                .matches(
                                        "1 alert fires: HighErrorRate for .* \\(silenced for the rollback\\), expected none.*"));
    }

    @Test
    void anAlertThatAlwaysFiresShowsThatRulesAreEvaluated() throws Exception {
        fire("watchdog", "Watchdog", "none");

        assertThat(ask("quiet", Map.of("heartbeat", List.of("alertname=\"Watchdog\"")))
                        .passed())
                .isTrue();
        assertThat(ask("quiet", Map.of("heartbeat", List.of("alertname=\"Nobody\"")))
                        .verdict())
                .isEqualTo(UNKNOWN);
    }

    private static CheckResult ask(String service, Map<String, Object> more) {
        var settings = new java.util.HashMap<String, Object>(Map.of(
                "server",
                "http://" + address,
                "matchers",
                List.of("service=\"" + service + "\"", "severity=~\"critical|P0\"")));
        settings.putAll(more);
        return Checks.ask(new AlertmanagerCheck(Given.settings(), new Http()), settings);
    }

    private static void fire(String service, String name, String severity) throws Exception {
        assertThat(send(
                                "POST",
                                "/api/v2/alerts",
                                "[{\"labels\":{\"alertname\":\"" + name + "\",\"service\":\"" + service
                                        + "\",\"severity\":\"" + severity + "\"},\"startsAt\":\""
                                        + Instant.now().minusSeconds(30) + "\"}]")
                        .statusCode())
                .isEqualTo(200);
    }

    private static void silence(String service, String by) throws Exception {
        assertThat(send(
                                "POST",
                                "/api/v2/silences",
                                "{\"matchers\":[{\"name\":\"service\",\"value\":\"" + service
                                        + "\",\"isRegex\":false}],\"startsAt\":\"" + Instant.now() + "\",\"endsAt\":\""
                                        + Instant.now().plusSeconds(600) + "\",\"createdBy\":\"" + by
                                        + "\",\"comment\":\"a test\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    private static HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://" + address + path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
