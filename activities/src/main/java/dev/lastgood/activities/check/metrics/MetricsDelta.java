package dev.lastgood.activities.check.metrics;

import dev.lastgood.activities.check.metrics.PrometheusText.Sample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What was counted between two readings of a metrics page. A counter that fell was reset, and has counted from 0. */
final class MetricsDelta {
    private final Map<String, Double> before = new HashMap<>();
    private final List<Sample> after;

    MetricsDelta(List<Sample> before, List<Sample> after) {
        before.forEach(sample -> this.before.put(sample.name() + sample.labels(), sample.value()));
        this.after = after;
    }

    record Requests(double all, double errors) {}

    Requests requests(String counter) {
        double all = 0;
        double errors = 0;
        for (Sample sample : named(counter)) {
            double counted = counted(sample);
            all += counted;
            errors += status(sample).startsWith("5") ? counted : 0;
        }
        return new Requests(all, errors);
    }

    double observed(String histogram) {
        SortedMap<Double, Double> buckets = buckets(histogram);
        return buckets.isEmpty() ? 0 : buckets.getOrDefault(buckets.lastKey(), 0.0);
    }

    /** As {@code histogram_quantile} has it: linear within the bucket; above all bounds it is the greatest of them. */
    double quantile(String histogram, double quantile) {
        SortedMap<Double, Double> buckets = buckets(histogram);
        double rank = quantile * observed(histogram);
        double lower = 0;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : buckets.entrySet()) {
            double upper = bucket.getKey();
            if (bucket.getValue() >= rank) {
                return Double.isInfinite(upper)
                        ? lower
                        : lower + (upper - lower) * (rank - below) / (bucket.getValue() - below);
            }
            lower = upper;
            below = bucket.getValue();
        }
        return lower;
    }

    private SortedMap<Double, Double> buckets(String histogram) {
        var buckets = new TreeMap<Double, Double>();
        for (Sample sample : named(histogram + "_bucket")) {
            String bound = sample.labels().get("le");
            if (bound != null) {
                buckets.merge(PrometheusText.value(bound, 0), counted(sample), Double::sum);
            }
        }
        return buckets;
    }

    private List<Sample> named(String name) {
        return after.stream().filter(sample -> sample.name().equals(name)).toList();
    }

    private double counted(Sample sample) {
        double earlier = before.getOrDefault(sample.name() + sample.labels(), 0.0);
        return sample.value() >= earlier ? sample.value() - earlier : sample.value();
    }

    private static String status(Sample sample) {
        return Stream.of("status", "code", "status_code")
                .map(sample.labels()::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }
}
