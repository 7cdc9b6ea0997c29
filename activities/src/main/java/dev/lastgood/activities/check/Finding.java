package dev.lastgood.activities.check;

import dev.lastgood.workflows.model.CheckResult.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a check found.
 *
 * @param detail words with the measured values: expected and found in the first line
 * @param values what was measured, for a later run to be compared with
 */
public record Finding(Verdict verdict, String detail, Map<String, Double> values) {
    public Finding(Verdict verdict, String detail) {
        this(verdict, detail, Map.of());
    }

    public static Finding passed(String detail) {
        return new Finding(Verdict.PASSED, detail);
    }

    public static Finding failed(String detail) {
        return new Finding(Verdict.FAILED, detail);
    }

    public static Finding unknown(String detail) {
        return new Finding(Verdict.UNKNOWN, detail);
    }

    public static Finding of(boolean passed, String detail) {
        return passed ? passed(detail) : failed(detail);
    }

    /** All must pass. One that fails decides, then one that is unknown; what decides is said first. */
    public static Finding all(List<Finding> findings) {
        List<Finding> ordered = new ArrayList<>();
        for (Verdict verdict : List.of(Verdict.FAILED, Verdict.UNKNOWN, Verdict.PASSED)) {
            findings.stream().filter(it -> it.verdict == verdict).forEach(ordered::add);
        }
        Map<String, Double> values = new LinkedHashMap<>();
        findings.forEach(it -> values.putAll(it.values));
        String detail = ordered.stream()
                .map(Finding::detail)
                .filter(it -> !it.isEmpty())
                .collect(Collectors.joining("; "));
        return new Finding(ordered.isEmpty() ? Verdict.UNKNOWN : ordered.get(0).verdict, detail, values);
    }

    /** The same, with one more measured value; what is no number is left out. */
    public Finding with(String key, double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return this;
        }
        Map<String, Double> more = new LinkedHashMap<>(values);
        more.put(key, value);
        return new Finding(verdict, detail, more);
    }

    public Finding with(Map<String, Double> measured) {
        Finding all = this;
        for (Map.Entry<String, Double> one : measured.entrySet()) {
            all = all.with(one.getKey(), one.getValue());
        }
        return all;
    }

    public Finding saying(String words) {
        return new Finding(verdict, words, values);
    }
}
