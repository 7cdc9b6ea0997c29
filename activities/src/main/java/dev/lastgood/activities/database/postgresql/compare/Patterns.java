package dev.lastgood.activities.database.postgresql.compare;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names as the catalog writes them, with * for anything; upper and lower case are alike. */
record Patterns(List<Pattern> patterns) {

    static Patterns of(List<String> texts) {
        return new Patterns(texts.stream().map(Patterns::pattern).toList());
    }

    boolean any(String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    private static Pattern pattern(String text) {
        String[] parts = text.split("\\*", -1);
        return Pattern.compile(
                java.util.Arrays.stream(parts).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }
}
