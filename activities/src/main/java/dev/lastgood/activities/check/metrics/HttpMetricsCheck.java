package dev.lastgood.activities.check.metrics;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.check.Basic;
import dev.lastgood.activities.check.Before;
import dev.lastgood.activities.check.Compared;
import dev.lastgood.activities.check.Finding;
import dev.lastgood.activities.check.Threshold;
import dev.lastgood.activities.check.Verification;
import dev.lastgood.activities.support.Http;
import dev.lastgood.activities.support.Words;
import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.catalog.settings.SecretRef;
import dev.lastgood.workflows.activities.CheckActivities.Run;
import dev.lastgood.workflows.model.CheckResult;
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

            @Describe("How much worse than before the rollback each may be, such as 50%") @Nullable
            String worseThanBaseline,

            @Describe("Where the bearer token is") @Nullable SecretRef token,

            @Describe("Name and password, for basic authentication") @Nullable
            Basic basic,

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
    public Finding ask(Run run) throws IOException, InterruptedException {
        var how = settings.bind(run.check(), Config.class);
        if (how.errorRateBelow() == null && how.p95Below() == null) {
            throw Failures.permanent(FailureType.CONFIGURATION, "set 'error-rate-below', 'p95-below' or both");
        }
        List<PrometheusText.Sample> before = read(how);
        Thread.sleep(how.sample().toMillis());
        return judge(how, run, new MetricsDelta(before, read(how)));
    }

    private static Finding judge(Config how, Run run, MetricsDelta delta) {
        var findings = new ArrayList<Finding>();
        if (how.errorRateBelow() != null) {
            MetricsDelta.Requests counted = delta.requests(how.requests());
            if (counted.all() < how.minSamples() || counted.all() == 0) {
                return tooFew(how, counted.all()).with(CheckResult.REQUESTS, counted.all());
            }
            var bound = Threshold.parse("error-rate-below", how.errorRateBelow());
            judge(how, run, "error rate", counted.errors() / counted.all(), bound, findings);
            findings.set(0, findings.get(0).with(CheckResult.REQUESTS, counted.all()));
        }
        if (how.p95Below() != null) {
            double observed = delta.observed(how.latency());
            if (observed < how.minSamples() || observed == 0) {
                return tooFew(how, observed);
            }
            var bound = Threshold.parse("p95-below", how.p95Below());
            judge(how, run, "p95", delta.quantile(how.latency(), 0.95), bound, findings);
        }
        return Finding.all(findings);
    }

    /** A bound that is broken is said as it is; what it was before is a further reason. */
    private static void judge(Config how, Run run, String what, double value, Threshold bound, List<Finding> findings) {
        boolean kept = value < bound.value();
        findings.add(
                Finding.of(kept, what + " " + bound.words(value) + (kept ? " is below " : ", must be below ") + bound)
                        .with(what, value));
        var compared = Compared.of(null, how.worseThanBaseline());
        if (compared.wanted()) {
            findings.add(compared.judge(what + " ", value, Before.value(run, what), true, bound::words));
        }
    }

    private static Finding tooFew(Config how, double counted) {
        return Finding.unknown("too few samples: " + Words.number(counted) + " requests in " + Words.of(how.sample())
                + ", at least " + Math.max(1, how.minSamples()) + " are needed");
    }

    private List<PrometheusText.Sample> read(Config how) throws IOException {
        var request = Http.request(how.url(), how.timeout()).GET();
        Basic.authorize(request, settings, how.token(), how.basic());
        Http.Answer answer = http.send(request.build());
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
