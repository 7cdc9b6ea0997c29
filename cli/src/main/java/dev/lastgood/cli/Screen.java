package dev.lastgood.cli;

import java.io.IOException;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;

/** Fits lines into the terminal's window, as drawing over lines that were wrapped would leave parts of them. */
final class Screen {
    private final Size size;

    private Screen(Size size) {
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

    /** Each cut to the width; of too many the last, where the question stands. */
    List<String> fit(List<String> lines) {
        int rows = size.getRows() - 1;
        return lines.stream()
                .skip(Math.max(0, lines.size() - rows))
                .map(line -> AttributedString.fromAnsi(line)
                        .columnSubSequence(0, size.getColumns())
                        .toAnsi())
                .toList();
    }
}
