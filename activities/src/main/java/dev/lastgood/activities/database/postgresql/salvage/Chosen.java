package dev.lastgood.activities.database.postgresql.salvage;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tables by patterns: {@code orders} is that of the schema public, {@code *} is anything. Of no patterns: all. */
record Chosen(List<String> include, List<String> exclude) {

    boolean takes(String table) {
        return (include.isEmpty() || matches(include, table)) && !matches(exclude, table);
    }

    private static boolean matches(List<String> patterns, String table) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, table) || matches("public." + pattern, table));
    }

    private static boolean matches(String pattern, String table) {
        String regex = Pattern.compile("\\*")
                .splitAsStream(pattern + " ")
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        return Pattern.matches(regex, table + " ") || Pattern.matches(regex, table.replace("\"", "") + " ");
    }
}
