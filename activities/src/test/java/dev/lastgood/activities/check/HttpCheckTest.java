package dev.lastgood.activities.check;

import static dev.lastgood.workflows.model.CheckResult.Verdict.FAILED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.PASSED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.activities.Given;
import dev.lastgood.activities.support.Http;
import dev.lastgood.activities.support.Site;
import dev.lastgood.workflows.model.CheckResult;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("V1")
class HttpCheckTest {
    private Site site;

    @BeforeEach
    void open() throws IOException {
        site = new Site().on("/health", 200, "{\"status\": \"ok\", \"database\": {\"connected\": true, \"pool\": 5}}");
    }

    @AfterEach
    void close() {
        site.close();
    }

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

    private CheckResult ask(String path, Map<String, Object> more) {
        var settings = new HashMap<>(more);
        settings.put("url", site.url(path));
        return Checks.ask(check(), settings);
    }

    private static HttpCheck check() {
        return new HttpCheck(Given.settings(Map.of("TOKEN", "Bearer hunter2")), new Http());
    }
}
