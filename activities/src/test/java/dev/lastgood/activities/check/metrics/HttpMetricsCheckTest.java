package dev.lastgood.activities.check.metrics;

import static dev.lastgood.workflows.model.CheckResult.Verdict.FAILED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.PASSED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.activities.Given;
import dev.lastgood.activities.check.Checks;
import dev.lastgood.activities.support.Http;
import dev.lastgood.activities.support.Site;
import dev.lastgood.workflows.model.CheckResult;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("V7")
class HttpMetricsCheckTest {
    @AutoClose
    final Site site = new Site();

    @Test
    void onlyWhatHappenedBetweenTheReadingsCounts() {
        pages(page(900, 100, 0, 1000), page(1899, 101, 943, 2000));

        Checks.says(ask(), PASSED, "error rate 0.1 % is below 0.5 %; p95 149 ms is below 300 ms");
    }

    @Test
    void tooManyErrorsFail() {
        pages(page(900, 0, 0, 0), page(990, 10, 100, 100));

        assertThat(ask().verdict()).isEqualTo(FAILED);
        assertThat(ask().detail()).startsWith("error rate 10 %, must be below 0.5 %");
    }

    @Test
    void tooSlowFails() {
        pages(page(0, 0, 0, 0), page(1000, 0, 0, 1000));

        assertThat(ask().verdict()).isEqualTo(FAILED);
        assertThat(ask().detail()).startsWith("p95 480 ms, must be below 300 ms");
    }

    @Test
    @Tag("V10")
    void tooFewRequestsAreUnknown() {
        pages(page(900, 0, 0, 0), page(905, 0, 5, 5));

        assertThat(ask().verdict()).isEqualTo(UNKNOWN);
        assertThat(ask().detail()).isEqualTo("too few samples: 5 requests in 10 ms, at least 20 are needed");
    }

    @Test
    void aRestartInBetweenCountsFromZero() {
        pages(page(5000, 400, 5400, 5400), page(100, 0, 100, 100));

        assertThat(ask().verdict()).isEqualTo(PASSED);
    }

    @Test
    @Tag("V10")
    void aPageThatCantBeReadIsUnknown() {
        site.on("/metrics", 503, "");

        Checks.says(ask(), UNKNOWN, "could not be asked: the metrics page answered 503");
    }

    @Test
    void muchSlowerThanBeforeFailsThoughWithinItsBound() {
        pages(page(0, 0, 0, 0), page(1000, 0, 943, 1000));

        CheckResult result = Checks.askAgain(
                new HttpMetricsCheck(Given.settings(), new Http()),
                Map.of(
                        "url",
                        site.url("/metrics"),
                        "sample",
                        "10ms",
                        "p95-below",
                        "300ms",
                        "worse-than-baseline",
                        "50%"),
                Checks.measured(Map.of("p95", 0.05)));

        Checks.says(
                result,
                FAILED,
                "p95 149 ms, before it was 50 ms (+198 %), expected at most 50 % worse; p95 149 ms is below 300 ms");
    }

    private void pages(String first, String second) {
        var asked = new AtomicInteger();
        site.on("/metrics", () -> new Site.Reply(200, asked.getAndIncrement() % 2 == 0 ? first : second));
    }

    /** Buckets: up to 100 ms, up to 500 ms, all; {@code fast} of them within 100 ms but for the slow share. */
    private static String page(int good, int bad, int fast, int all) {
        return """
                http_requests_total{status="200"} %d
                http_requests_total{status="500"} %d
                http_request_duration_seconds_bucket{le="0.1"} %d
                http_request_duration_seconds_bucket{le="0.5"} %d
                http_request_duration_seconds_bucket{le="+Inf"} %d
                """.formatted(good, bad, fast, all, all);
    }

    private CheckResult ask() {
        return Checks.ask(
                new HttpMetricsCheck(Given.settings(), new Http()),
                Map.of(
                        "url", site.url("/metrics"),
                        "sample", "10ms",
                        "error-rate-below", "0.5%",
                        "p95-below", "300ms"));
    }
}
