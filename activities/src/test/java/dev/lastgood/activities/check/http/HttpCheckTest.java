package dev.lastgood.activities.check.http;

import static dev.lastgood.workflows.model.CheckResult.Verdict.FAILED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.PASSED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.activities.Given;
import dev.lastgood.activities.check.Checks;
import dev.lastgood.activities.support.Site;
import dev.lastgood.workflows.model.CheckResult;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("V1")
class HttpCheckTest {
    @AutoClose
    final Site site =
            new Site().on("/health", 200, "{\"status\": \"ok\", \"database\": {\"connected\": true, \"pool\": 5}}");

    @Test
    void theExpectedStatusPassesWithWhatWasMeasured() {
        CheckResult result = ask("/health", Map.of());

        assertThat(result.verdict()).isEqualTo(PASSED);
        assertThat(result.detail()).matches("answered 200 in [0-9.]+ m?s");
    }

    @Test
    void anotherStatusFailsAndSaysBoth() {
        site.on("/health", 503, "");

        assertThat(ask("/health", Map.of())).satisfies(it -> {
            assertThat(it.verdict()).isEqualTo(FAILED);
            assertThat(it.detail()).matches("answered 503 in .*, expected 200");
        });
    }

    @Test
    void anErrorCanBeWhatIsExpected() {
        site.on("/closed", 503, "");

        assertThat(ask("/closed", Map.of("status", 503)).passed()).isTrue();
    }

    @Test
    void aServiceThatRefusesConnectionsHasFailed() throws IOException {
        CheckResult result = Checks.ask(check(), Map.of("url", Site.refusing("/health")));

        assertThat(result.verdict()).isEqualTo(FAILED);
        assertThat(result.detail()).contains("refused the connection");
    }

    @Test
    void jsonValuesAreComparedByPointer() {
        assertThat(ask("/health", Map.of("json", Map.of("/status", "ok", "/database/pool", 5.0)))
                        .passed())
                .isTrue();
        assertThat(ask("/health", Map.of("json", Map.of("/database/connected", false)))
                        .detail())
                .endsWith("/database/connected is true, expected false");
        assertThat(ask("/health", Map.of("json", Map.of("/gone", 1))).detail())
                .endsWith("/gone is missing, expected 1");
    }

    @Test
    void anAnswerThatIsNoJsonFails() {
        site.on("/health", 200, "<html>");

        assertThat(ask("/health", Map.of("json", Map.of("/status", "ok"))).detail())
                .endsWith("the answer is not JSON");
    }

    @Test
    void aTextCanBeAskedFor() {
        assertThat(ask("/health", Map.of("contains", "connected")).passed()).isTrue();
        assertThat(ask("/health", Map.of("contains", "onboarding")).verdict()).isEqualTo(FAILED);
    }

    @Test
    void prometheusFormatIsReadAndNotBelieved() {
        site.on("/metrics", 200, "# TYPE a counter\na_total{path=\"/\\\"x\"} 1 1700000000\nb +Inf\n");
        site.on("/html", 200, "<html></html>\n").on("/empty", 200, "");
        Map<String, Object> format = Map.of("format", "prometheus");

        assertThat(ask("/metrics", format).passed()).isTrue();
        assertThat(ask("/html", format).detail()).contains("not in Prometheus's format: line 1");
        assertThat(ask("/empty", format).detail()).endsWith("it holds no metrics");
    }

    @Test
    void anAnswerThatTakesTooLongFails() {
        site.on("/slow", () -> {
            LockSupport.parkNanos(60_000_000);
            return new Site.Reply(200, "");
        });

        assertThat(ask("/slow", Map.of("within", "20ms")).detail()).endsWith("slower than 20 ms");
    }

    @Test
    @Tag("V10")
    void aCheckThatIsSetWronglyIsUnknownAndNeverAPass() {
        assertThat(ask("/health", Map.of("staus", 200))).satisfies(it -> {
            assertThat(it.verdict()).isEqualTo(UNKNOWN);
            assertThat(it.detail()).contains("did you mean 'status'?");
        });
    }

    @Test
    void aHeaderMayBeASecret() {
        ask("/health", Map.of("headers", Map.of("Authorization", "env:TOKEN")));

        assertThat(site.seen().get(0).authorization()).isEqualTo("Bearer hunter2");
    }

    @Test
    void severalStatusesMayBeAllowed() {
        site.on("/health", 204, "");

        assertThat(ask("/health", Map.of("statuses", List.of(200, 204))).passed())
                .isTrue();
        assertThat(ask("/health", Map.of("statuses", List.of(200, 301))).detail())
                .endsWith("expected 200 or 301");
    }

    @Test
    void severalConditionsMayHoldForOneValue() {
        Map<String, Object> pool = Map.of("at-least", 1, "at-most", 10);

        assertThat(ask("/health", Map.of("json", Map.of("/database/pool", pool, "/gone", Map.of("exists", false))))
                        .passed())
                .isTrue();
        assertThat(ask("/health", Map.of("json", Map.of("/database/pool", Map.of("at-least", 6))))
                        .detail())
                .endsWith("/database/pool is 5, expected at least 6");
        assertThat(ask("/health", Map.of("json", Map.of("/status", Map.of("matches", "^(up|green)$"))))
                        .detail())
                .endsWith("/status is \"ok\", expected it to match ^(up|green)$");
        assertThat(ask("/health", Map.of("json", Map.of("/gone", Map.of("exists", true))))
                        .detail())
                .endsWith("/gone is missing");
        assertThat(ask("/health", Map.of("json", Map.of("/status", Map.of("at-most", 3))))
                        .verdict())
                .isEqualTo(FAILED);
    }

    @Test
    void headersOfTheAnswerAreAskedFor() {
        site.on("/health", () -> new Site.Reply(200, "", Map.of("X-Version", "2.4.1", "Set-Cookie", "session=s3cr3t")));

        assertThat(ask("/health", Map.of("response-headers", Map.of("X-Version", Map.of("matches", "^2\\."))))
                        .passed())
                .isTrue();
        assertThat(ask("/health", Map.of("response-headers", Map.of("x-version", "2.4.0")))
                        .detail())
                .endsWith("header x-version is \"2.4.1\", expected \"2.4.0\"");
        assertThat(ask("/health", Map.of("response-headers", Map.of("Set-Cookie", "theme=dark")))
                        .detail())
                .contains("header Set-Cookie is another one (not shown)")
                .doesNotContain("s3cr3t");
    }

    @Test
    void aTextCanBeRuledOut() {
        assertThat(ask("/health", Map.of("lacks", "onboarding")).passed()).isTrue();
        assertThat(ask("/health", Map.of("lacks", "connected")).detail()).endsWith("the text 'connected' is in it");
    }

    @Test
    void redirectsAreFollowedOrNot() {
        site.on("/old", () -> new Site.Reply(302, "", Map.of("Location", site.url("/health"))));

        assertThat(ask("/old", Map.of()).passed()).isTrue();
        assertThat(ask("/old", Map.of("follow-redirects", false, "status", 302)).passed())
                .isTrue();
    }

    @Test
    void aTokenIsNotHandedToAnotherHost() throws IOException {
        try (Site other = new Site().on("/", 200, "")) {
            site.on("/away", () -> new Site.Reply(302, "", Map.of("Location", other.url("/"))));
            site.on("/here", () -> new Site.Reply(307, "", Map.of("Location", "/health")));

            ask("/away", Map.of("token", "env:PLAIN", "headers", Map.of("X-Key", "env:PLAIN")));
            ask("/here", Map.of("token", "env:PLAIN"));

            assertThat(other.seen().get(0).authorization()).isNull();
            assertThat(other.seen().get(0).headers()).doesNotContainKey("X-key");
            assertThat(site.seen().get(2).authorization()).isEqualTo("Bearer hunter2");
        }
    }

    @Test
    void aRedirectThatNeverEndsFails() {
        site.on("/round", () -> new Site.Reply(302, "", Map.of("Location", "/round")));

        assertThat(ask("/round", Map.of()).detail()).matches("answered 302 in .*, expected 200");
        assertThat(site.seen()).hasSize(6);
    }

    @Test
    void itLogsInByTokenOrByNameAndPassword() {
        ask("/health", Map.of("token", "env:PLAIN"));
        ask("/health", Map.of("basic", Map.of("user", "probe", "password", "env:PLAIN")));

        assertThat(site.seen().get(0).authorization()).isEqualTo("Bearer hunter2");
        assertThat(site.seen().get(1).authorization()).isEqualTo("Basic cHJvYmU6aHVudGVyMg==");
    }

    @Test
    void aBodyMayHoldSecretsAndIsSentAsJson() {
        ask("/health", Map.of("json-body", Map.of("user", "probe", "password", "env:PLAIN", "remember", true)));

        assertThat(site.seen().get(0).method()).isEqualTo("POST");
        assertThat(site.seen().get(0).headers().getFirst("Content-Type")).isEqualTo("application/json");
        assertThat(site.seen().get(0).body())
                .contains("\"user\":\"probe\"", "\"password\":\"hunter2\"", "\"remember\":true");
    }

    @Test
    void anEchoedSecretIsNotShown() {
        site.on("/echo", 200, "{\"you\": \"hunter2\"}");

        assertThat(ask("/echo", Map.of("token", "env:PLAIN", "json", Map.of("/you", "me")))
                        .detail())
                .endsWith("/you is \"***\", expected \"me\"");
    }

    @Test
    void aSecretThatIsNoHeaderIsNotQuoted() {
        CheckResult result = ask("/health", Map.of("headers", Map.of("X-Key", "env:BROKEN")));

        assertThat(result.verdict()).isEqualTo(UNKNOWN);
        assertThat(result.detail()).contains("'X-Key' can't be sent").doesNotContain("two");
    }

    @Test
    void anAnswerMuchSlowerThanBeforeFails() {
        site.on("/slow", () -> {
            LockSupport.parkNanos(60_000_000);
            return new Site.Reply(200, "");
        });
        Map<String, Object> how = Map.of("url", site.url("/slow"), "worse-than-baseline", "100%");

        assertThat(Checks.askAgain(check(), how, Checks.measured(Map.of("seconds", 0.01)))
                        .brief())
                .matches(
                        "time: .*, before it was 10 ms \\(\\+.* %\\), expected at most 100 % worse; answered 200 in .*");
        assertThat(Checks.askAgain(check(), how, Checks.measured(Map.of("seconds", 60.0)))
                        .passed())
                .isTrue();
    }

    @Test
    void anAnswerWhoseEndNeverComesFails() throws IOException {
        try (var socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var server = new Thread(() -> {
                try (var connection = socket.accept()) {
                    connection.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf".getBytes());
                    connection.getOutputStream().flush();
                    connection.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                    // The other side has gone, as it should.
                }
            });
            server.setDaemon(true);
            server.start();

            Checks.says(
                    Checks.ask(check(), Map.of("url", "http://127.0.0.1:" + socket.getLocalPort(), "timeout", "1s")),
                    FAILED,
                    "127.0.0.1:" + socket.getLocalPort() + " did not answer within 1 s");
        }
    }

    private CheckResult ask(String path, Map<String, Object> more) {
        var settings = new HashMap<>(more);
        settings.put("url", site.url(path));
        return Checks.ask(check(), settings);
    }

    private static HttpCheck check() {
        return new HttpCheck(
                Given.settings(Map.of("TOKEN", "Bearer hunter2", "PLAIN", "hunter2", "BROKEN", "one\ntwo")));
    }
}
