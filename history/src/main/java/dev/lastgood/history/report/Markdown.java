package dev.lastgood.history.report;

import java.util.regex.Pattern;

/** Makes any text stand in a line or a table cell of Markdown as it reads: no markup, no link, no HTML, no second line. */
final class Markdown {
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Cntrl}]+");
    private static final Pattern MARKUP = Pattern.compile("([\\\\`*<>\\[\\]|~&]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9]))");
    private static final Pattern BLOCK = Pattern.compile("^(\\d*)([#+=-]|(?<=\\d)[.)])(?= |$|#)");

    private Markdown() {}

    static String escape(String text) {
        String line = SPACE.matcher(text).replaceAll(" ").strip();
        String inline = MARKUP.matcher(line).replaceAll("\\\\$1");
        return BLOCK.matcher(inline).replaceFirst("$1\\\\$2");
    }
}
