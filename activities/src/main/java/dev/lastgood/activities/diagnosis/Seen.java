package dev.lastgood.activities.diagnosis;

import java.util.List;

/**
 * What a look has seen.
 *
 * @param lines short, for a message
 * @param whole for the file beside the evidence
 */
record Seen(List<String> lines, String whole) {
    static final Seen NOTHING = new Seen(List.of(), "");

    static Seen line(String line) {
        return new Seen(List.of(line), line + "\n");
    }

    static Seen lines(List<String> lines) {
        return new Seen(lines, lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
    }
}
