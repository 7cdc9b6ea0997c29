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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Asks Prometheus, for now or over a window. No data, NaN and too few samples are unknown; of several series the worst one
 * counts.
 */
public final class PromqlCheck implements Verification {
    private static final String VALUE = "value";

    private final Settings settings;
    private final Http http;

    public PromqlCheck(Settings settings, Http http) {
        this.settings = settings;
        this.http = http;
    }

    /** What is asked, and the bounds that it must keep. */
    public record Config(
            @Describe("Prometheus, such as http://prometheus:9090")
            String server,

            @Describe("The query; ratios and seconds, as Prometheus has them")
            String query,

            @Describe("The value must be below this: 0.5%, 300ms, 2s or \"12\"") @Nullable
            String below,

            @Describe("The value must be above this: 70%, 2s or \"12\"") @Nullable
            String above,

            @Describe("How much worse than before it may be, such as 50%; worse is higher, or with 'above' lower")
            @Nullable
            String worseThanBaseline,

            @Describe("How far from what it was before it may be, either way, such as 5%") @Nullable
            String withinOfBaseline,

            @Describe(
                    "Before is so long ago, such as 1d; otherwise it is when this check was asked before the rollback")
            @Nullable
            Duration baselineAgo,

            @Describe("The value is looked at over this time, such as 5m; otherwise only now") @Nullable
            Duration over,

            @Describe("How far apart the looks within 'over' are") @Default("15s")
            Duration step,

            @Describe("What counts within 'over': the worst value or the average") @Default("worst")
            Take take,

            @Describe("With fewer values within 'over' the check is unknown") @Default("3")
            int minPoints,

            @Describe("A query that counts what the value is made of, for min-samples and for the watch") @Nullable
            String samples,

            @Describe("With fewer the check is unknown") @Default("1")
            double minSamples,

            @Describe("Where the bearer token is") @Nullable SecretRef token,

            @Describe("Name and password, for basic authentication") @Nullable
            Basic basic,

            @Describe("How long to wait for an answer") @Default("10s")
            Duration timeout) {

        boolean higherIsWorse() {
            return above == null;
        }
    }

    /** What stands for the values over a time. */
    public enum Take {
        WORST,
        AVERAGE
    }

    @Override
    public String type() {
        return "promql";
    }

    @Override
    public Class<Config> settings() {
        return Config.class;
    }

    @Override
    public Finding ask(Run run) throws IOException {
        var how = settings.bind(run.check(), Config.class);
        var compared = Compared.of(how.withinOfBaseline(), how.worseThanBaseline());
        if (how.below() != null && how.above() != null) {
            throw Failures.permanent(FailureType.CONFIGURATION, "set either 'below' or 'above'");
        }
        if (how.below() == null && how.above() == null && !compared.wanted()) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    "set 'below' or 'above', or 'worse-than-baseline' or 'within-of-baseline', or both");
        }
        var prometheus = new Prometheus(how, settings, http);
        double counted = Double.NaN;
        if (how.samples() != null) {
            counted = prometheus.instant(how.samples(), null).stream()
                    .mapToDouble(it -> it)
                    .sum();
            if (!(counted >= how.minSamples())) {
                return Finding.unknown("too few samples: " + Words.number(counted) + ", at least "
                        + Words.number(how.minSamples()) + " are needed");
            }
        }
        Finding measured = measure(how, prometheus, null);
        Double value = measured.values().get(VALUE);
        if (value == null) {
            return measured;
        }
        return judge(how, compared, run, prometheus, value).with(VALUE, value).with(CheckResult.REQUESTS, counted);
    }

    private static Finding judge(Config how, Compared compared, Run run, Prometheus prometheus, double value)
            throws IOException {
        boolean below = how.below() != null;
        String key = below ? "below" : "above";
        String limit = below ? how.below() : how.above();
        Threshold bound = limit == null ? null : Threshold.parse(key, limit);
        List<Finding> findings = new ArrayList<>();
        if (bound != null) {
            boolean kept = below ? value < bound.value() : value > bound.value();
            findings.add(Finding.of(
                    kept, bound.words(value) + seen(how) + (kept ? " is " : ", must be ") + key + " " + bound));
        }
        if (compared.wanted()) {
            findings.add(compared.judge(
                    "",
                    value,
                    before(how, run, prometheus),
                    how.higherIsWorse(),
                    it -> bound == null ? Words.number(it) : bound.words(it)));
        }
        return Finding.all(findings);
    }

    private static OptionalDouble before(Config how, Run run, Prometheus prometheus) throws IOException {
        Instant past = past(how, run);
        if (past == null) {
            return Before.value(run, VALUE);
        }
        Double value = measure(how, prometheus, past).values().get(VALUE);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Prometheus remembers what nobody asked for at the time. */
    private static @Nullable Instant past(Config how, Run run) {
        if (how.baselineAgo() != null) {
            return Instant.now().minus(how.baselineAgo());
        }
        return run.baseline() == null ? run.since() : null;
    }

    private static String seen(Config how) {
        return how.over() == null
                ? ""
                : (how.take() == Take.WORST ? " at worst in " : " on average in ") + Words.of(how.over());
    }

    /** The one value that counts, under {@link #VALUE}; or why there is none. */
    private static Finding measure(Config how, Prometheus prometheus, @Nullable Instant at) throws IOException {
        if (how.over() == null) {
            return worst(how, prometheus.instant(how.query(), at));
        }
        Instant end = at == null ? Instant.now() : at;
        List<Double> values = new ArrayList<>();
        for (List<Double> series : prometheus.range(how.query(), end, how.over(), how.step())) {
            if (series.size() < how.minPoints()) {
                return Finding.unknown("too few values: " + series.size() + " in " + Words.of(how.over())
                        + ", at least " + how.minPoints() + " are needed");
            }
            values.add(
                    how.take() == Take.WORST
                            ? worst(how.higherIsWorse(), series)
                            : series.stream().mapToDouble(it -> it).average().orElse(Double.NaN));
        }
        return worst(how, values);
    }

    private static Finding worst(Config how, List<Double> values) {
        if (values.isEmpty()) {
            return Finding.unknown("no data: the query gave no series");
        }
        if (values.stream().anyMatch(value -> value.isNaN())) {
            return Finding.unknown("no data: the value is not a number (nothing was counted)");
        }
        double worst = worst(how.higherIsWorse(), values);
        if (Double.isInfinite(worst)) {
            String words = "the value is infinite (divided by nothing)";
            return how.higherIsWorse() ? Finding.failed(words) : Finding.unknown(words);
        }
        return Finding.passed("").with(VALUE, worst);
    }

    private static double worst(boolean higherIsWorse, List<Double> values) {
        return values.stream().reduce(higherIsWorse ? Math::max : Math::min).orElseThrow();
    }
}
