package dev.lastgood.activities.check.logs;

import dev.lastgood.workflows.activities.CheckActivities.Run;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/** The kinds of errors that a log held before. Two lines are of a kind that differ in numbers, times and ids alone. */
final class Kinds {
    private static final String KEY = "known.";

    /** More are not carried through the workflow. */
    private static final int MOST = 200;

    private static final List<Pattern> VARYING = List.of(
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)?"),
            Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
            Pattern.compile("0x[0-9a-fA-F]+"),
            Pattern.compile("\\b(?=[0-9a-fA-F]*\\d)[0-9a-fA-F]{6,}\\b"),
            Pattern.compile("\\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[ /](?=[\\d ])"),
            Pattern.compile("\\d+"));

    private final Map<String, Double> kinds = new LinkedHashMap<>();

    private Kinds() {}

    /** What the run before the rollback has noted. */
    static Kinds of(Run run) {
        var known = new Kinds();
        if (run.baseline() != null) {
            run.baseline().values().forEach((key, count) -> {
                if (key.startsWith(KEY)) {
                    known.kinds.put(key, count);
                }
            });
        }
        return known;
    }

    Kinds and(List<String> lines) {
        lines.forEach(line -> kinds.merge(key(line), 1.0, Double::sum));
        return this;
    }

    boolean has(String line) {
        return kinds.containsKey(key(line));
    }

    int size() {
        return kinds.size();
    }

    int lines() {
        return (int) kinds.values().stream().mapToDouble(it -> it).sum();
    }

    /** The most frequent ones, for a later run. */
    Map<String, Double> values() {
        Map<String, Double> most = new LinkedHashMap<>();
        kinds.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(MOST)
                .forEach(it -> most.put(it.getKey(), it.getValue()));
        return most;
    }

    static String kind(String line) {
        String kind = line.toLowerCase(Locale.ROOT);
        for (Pattern varying : VARYING) {
            kind = varying.matcher(kind).replaceAll("#");
        }
        return kind.replaceAll("\\s+", " ").strip();
    }

    private static String key(String line) {
        var checksum = new CRC32C();
        checksum.update(kind(line).getBytes(StandardCharsets.UTF_8));
        return KEY + Long.toHexString(checksum.getValue());
    }
}
