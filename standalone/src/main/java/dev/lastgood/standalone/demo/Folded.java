package dev.lastgood.standalone.demo;

import java.util.ArrayList;
import java.util.List;

/** A text that is too long for a line, folded between words: nothing is cut off. */
final class Folded {
    /** Narrower than this is no terminal to read in. */
    private static final int LEAST = 20;

    private Folded() {}

    /** The first line begins with the prefix; those after it are indented as far. */
    static List<String> lines(String prefix, String text, int width) {
        int room = Math.max(LEAST, width - prefix.length());
        String indent = " ".repeat(prefix.length());
        List<String> lines = new ArrayList<>();
        String rest = text.stripTrailing().replaceAll("\\R", " ");
        while (rest.length() > room) {
            int space = rest.lastIndexOf(' ', room);
            boolean between = space > room / 2;
            lines.add((lines.isEmpty() ? prefix : indent) + rest.substring(0, between ? space : room));
            rest = rest.substring(between ? space + 1 : room);
        }
        lines.add((lines.isEmpty() ? prefix : indent) + rest);
        return lines;
    }
}
