package dev.lastgood.bench.webhook;

import java.util.Collection;
import java.util.List;

/** Of times in milliseconds. */
record Percentiles(int count, double p50, double p99, double worst) {
    static Percentiles of(Collection<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return new Percentiles(0, Double.NaN, Double.NaN, Double.NaN);
        }
        return new Percentiles(sorted.size(), at(sorted, 0.5), at(sorted, 0.99), sorted.get(sorted.size() - 1));
    }

    private static double at(List<Double> sorted, double share) {
        return sorted.get(Math.min(sorted.size() - 1, (int) Math.ceil(share * sorted.size()) - 1));
    }
}
