package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.CheckResult.Verdict;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the watch has measured as text: a row of bars for each value, or of marks where a check has none. */
final class Chart {
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final int WIDEST = 40;
    private static final int MOST_VALUES = 3;

    private final Map<String, List<Double>> values = new LinkedHashMap<>();
    private final Map<String, List<Verdict>> verdicts = new LinkedHashMap<>();
    private final Map<String, Integer> shown = new LinkedHashMap<>();

    void add(List<CheckResult> round) {
        for (CheckResult result : round) {
            verdicts.computeIfAbsent(result.name(), name -> new ArrayList<>()).add(result.verdict());
            result.values().forEach((key, value) -> add(result.name(), key, value));
        }
    }

    private void add(String check, String key, double value) {
        String row = key.equals("value") ? check : check + ", " + key;
        if (!values.containsKey(row) && shown.merge(check, 1, Integer::sum) > MOST_VALUES) {
            return;
        }
        values.computeIfAbsent(row, name -> new ArrayList<>()).add(value);
    }

    /** {@code error rate ▁▂▁: least 0.1, average 0.2, most 0.4}; then the rounds that did not pass. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        values.forEach((row, numbers) -> lines.add(row + " " + bars(numbers)));
        verdicts.forEach((check, all) -> {
            long passed = all.stream().filter(it -> it == Verdict.PASSED).count();
            if (!shown.containsKey(check) || passed < all.size()) {
                lines.add(check + " " + marks(all) + ": " + passed + " of " + Words.count(all.size(), "round")
                        + " passed");
            }
        });
        return lines;
    }

    private static String bars(List<Double> numbers) {
        double most = numbers.stream().mapToDouble(it -> it).max().orElse(0);
        double least = numbers.stream().mapToDouble(it -> it).min().orElse(0);
        double average = numbers.stream().mapToDouble(it -> it).average().orElse(0);
        double floor = Math.min(0, least);
        double height = most - floor;
        String row = buckets(numbers).stream()
                .map(bucket -> bucket.stream().mapToDouble(it -> it).max().orElse(floor))
                .map(value -> height == 0 ? 0 : (int) Math.round((value - floor) / height * (BARS.length() - 1)))
                .map(at -> BARS.substring(at, at + 1))
                .collect(Collectors.joining());
        return row + ": least " + number(least) + ", average " + number(average) + ", most " + number(most);
    }

    private static String marks(List<Verdict> all) {
        return buckets(all).stream()
                .map(bucket -> bucket.contains(Verdict.FAILED) ? "✗" : bucket.contains(Verdict.UNKNOWN) ? "?" : "✓")
                .collect(Collectors.joining());
    }

    /** At most so many that the row fits on a line; each holds about as many rounds. */
    private static <T> List<List<T>> buckets(List<T> all) {
        int columns = Math.min(WIDEST, all.size());
        var buckets = new ArrayList<List<T>>();
        for (int i = 0; i < columns; i++) {
            buckets.add(all.subList(
                    (int) ((long) i * all.size() / columns), (int) ((long) (i + 1) * all.size() / columns)));
        }
        return buckets;
    }

    private static String number(double value) {
        String pattern = Math.abs(value) >= 100 ? "#,##0" : Math.abs(value) >= 1 ? "0.##" : "0.####";
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }
}
