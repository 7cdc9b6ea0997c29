package dev.lastgood.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;

/** Fits lines into the terminal's window, as drawing over lines that were wrapped would leave parts of them. */
final class Screen {
    private final Size size;

    Screen(Size size) {
        this.size = size;
    }

    static Screen now() {
        try (Terminal terminal =
                TerminalBuilder.builder().system(true).dumb(true).build()) {
            Size size = terminal.getSize();
            return new Screen(size.getColumns() > 0 && size.getRows() > 0 ? size : Size.of(80, 24));
        } catch (IOException e) {
            return new Screen(Size.of(80, 24));
        }
    }

    /**
     * All of them, folded at the width, where the window has the rows. Where not, the steps are cut and what follows them is
     * folded; of too many the last, where the question stands.
     */
    List<String> fit(List<String> lines) {
        int rows = size.getRows() - 1;
        List<String> folded = folded(lines);
        if (folded.size() <= rows) {
            return folded;
        }
        List<String> shorter = lines.stream()
                .flatMap(line -> line.startsWith("  ") && !line.startsWith("    ")
                        ? Stream.of(AttributedString.fromAnsi(line)
                                .columnSubSequence(0, size.getColumns())
                                .toAnsi())
                        : fold(line).stream())
                .toList();
        return shorter.subList(Math.max(0, shorter.size() - rows), shorter.size());
    }

    /** Each in as many lines as it needs, broken between words. */
    List<String> folded(List<String> lines) {
        return lines.stream().flatMap(line -> fold(line).stream()).toList();
    }

    private List<String> fold(String line) {
        AttributedString rest = AttributedString.fromAnsi(line);
        String indent = " ".repeat(line.length() - line.stripLeading().length() + 4);
        List<String> lines = new ArrayList<>();
        int room = size.getColumns();
        while (rest.columnLength() > room) {
            int space = rest.toString().lastIndexOf(' ', room);
            int end = space > room / 2 ? space : rest.columnSubSequence(0, room).length();
            lines.add((lines.isEmpty() ? "" : indent) + rest.substring(0, end).toAnsi());
            rest = rest.substring(end == space ? end + 1 : end, rest.length());
            room = Math.max(1, size.getColumns() - indent.length());
        }
        lines.add((lines.isEmpty() ? "" : indent) + rest.toAnsi());
        return lines;
    }
}
