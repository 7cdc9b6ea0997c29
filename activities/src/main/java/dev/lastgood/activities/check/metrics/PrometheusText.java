package dev.lastgood.activities.check.metrics;

import dev.lastgood.activities.support.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Prometheus's text format, version 0.0.4. */
public final class PrometheusText {
    private static final Pattern LINE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(?:\\{(.*)})?\\s+(\\S+)(?:\\s+-?\\d+)?\\s*(?:#.*)?");
    private static final Pattern LABEL =
            Pattern.compile("\\s*([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"\\s*,?");

    private PrometheusText() {}

    public record Sample(String name, Map<String, String> labels, double value) {}

    /** @throws IllegalArgumentException with the first line that can't be read */
    public static List<Sample> parse(String text) {
        var samples = new ArrayList<Sample>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("line " + number + " is '" + Words.cut(line, 60) + "'");
            }
            samples.add(new Sample(matcher.group(1), labels(matcher.group(2)), value(matcher.group(3), number)));
        }
        return samples;
    }

    private static Map<String, String> labels(@org.jspecify.annotations.Nullable String text) {
        var labels = new HashMap<String, String>();
        if (text != null) {
            for (Matcher label = LABEL.matcher(text); label.find(); ) {
                labels.put(label.group(1), label.group(2));
            }
        }
        return labels;
    }

    static double value(String text, int line) {
        return switch (text) {
            case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> {
                try {
                    yield Double.parseDouble(text);
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException(
                            "line " + line + " has the value '" + Words.cut(text, 30) + "'", e);
                }
            }
        };
    }
}
