package dev.lastgood.activities.check;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.support.Http;
import dev.lastgood.activities.support.Words;
import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where no Prometheus is: reads the service's own metrics twice, and judges what happened in between. */
public final class HttpMetricsCheck implements Verification {
    private final Settings settings;
    private final Http http;

    public HttpMetricsCheck(Settings settings, Http http) {
        this.settings = settings;
        this.http = http;
    }

    /** Which page is read, and the bounds that must be kept. */
    public record Config(
            @Describe("The metrics page") String url,

            @Describe("The share of answers with status 5xx must be below this, such as 0.5%") @Nullable
            String errorRateBelow,

            @Describe("The 95th percentile of the response times must be below this, such as 300ms") @Nullable
            String p95Below,

            @Describe("The time between the two readings") @Default("5s")
            Duration sample,

            @Describe("With fewer requests in between the check is unknown") @Default("20")
            long minSamples,

            @Describe("The counter of requests, with a label status, code or status_code")
            @Default("http_requests_total")
            String requests,

            @Describe("The histogram of response times in seconds") @Default("http_request_duration_seconds")
            String latency,

            @Describe("How long to wait for an answer") @Default("5s")
            Duration timeout) {}

    @Override
    public String type() {
        return "http-metrics";
    }

    @Override
    public Class<Config> settings() {
        return Config.class;
    }

    @Override
    public Finding ask(Check check) throws IOException, InterruptedException {
        var how = settings.bind("check '" + check.name() + "'", check.settings(), Config.class);
        if (how.errorRateBelow() == null && how.p95Below() == null) {
            throw Failures.permanent(FailureType.CONFIGURATION, "set 'error-rate-below', 'p95-below' or both");
        }
        List<PrometheusText.Sample> before = read(how);
        Thread.sleep(how.sample().toMillis());
        return judge(how, new MetricsDelta(before, read(how)));
    }

    private static Finding judge(Config how, MetricsDelta delta) {
        var said = new ArrayList<String>();
        boolean kept = true;
        if (how.errorRateBelow() != null) {
            MetricsDelta.Requests counted = delta.requests(how.requests());
            if (counted.all() < how.minSamples() || counted.all() == 0) {
                return tooFew(how, counted.all());
            }
            kept &= judge(
                    "error rate",
                    counted.errors() / counted.all(),
                    Threshold.parse("error-rate-below", how.errorRateBelow()),
                    said);
        }
        if (how.p95Below() != null) {
            double observed = delta.observed(how.latency());
            if (observed < how.minSamples() || observed == 0) {
                return tooFew(how, observed);
            }
            kept &= judge(
                    "p95", delta.quantile(how.latency(), 0.95), Threshold.parse("p95-below", how.p95Below()), said);
        }
        return Finding.of(kept, String.join("; ", said));
    }

    private static boolean judge(String what, double value, Threshold bound, List<String> said) {
        boolean kept = value < bound.value();
        said.add(what + " " + bound.words(value) + (kept ? " is below " : ", must be below ") + bound);
        return kept;
    }

    private static Finding tooFew(Config how, double counted) {
        return Finding.unknown("too few samples: " + Words.number(counted) + " requests in " + Words.of(how.sample())
                + ", at least " + Math.max(1, how.minSamples()) + " are needed");
    }

    private List<PrometheusText.Sample> read(Config how) throws IOException {
        Http.Answer answer =
                http.send(Http.request(how.url(), how.timeout()).GET().build());
        if (!answer.ok()) {
            throw new IOException("the metrics page answered " + answer.status());
        }
        try {
            return PrometheusText.parse(answer.body());
        } catch (IllegalArgumentException e) {
            throw new IOException("the metrics page is not in Prometheus's format: " + e.getMessage(), e);
        }
    }
}
