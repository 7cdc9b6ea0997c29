package dev.lastgood.standalone.demo;

import dev.lastgood.standalone.demo.world.Message;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The demo's terminal: short lines, each with the time since the beginning. Several threads may write. */
final class Screen {
    private static final String INDENT = " ".repeat(11);

    private final PrintStream out;
    private final boolean colour;
    private final int width;
    private final long began = System.nanoTime();
    private @Nullable String prompt;

    /** @param width how many columns a line has; longer ones go on in the next, indented */
    Screen(PrintStream out, boolean colour, int width) {
        this.out = out;
        this.colour = colour;
        this.width = width;
    }

    /** Colours and folded lines where there is a terminal. */
    static Screen ofThisProcess() {
        return System.console() == null
                ? new Screen(System.out, false, Integer.MAX_VALUE)
                : new Screen(System.out, System.getenv("NO_COLOR") == null, TerminalWidth.columns());
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    void scene(String title) {
        print(Stream.concat(
                        Stream.of(""), Folded.lines("", title, width).stream().map(this::bold))
                .toList());
    }

    void line(String text) {
        print(timed(text));
    }

    /** What matters less than the other lines. */
    void quietly(String text) {
        print(timed(text).stream().map(this::dim).toList());
    }

    /** Lines that belong to the line before. */
    void below(List<String> lines) {
        print(lines.stream()
                .flatMap(line -> Folded.lines(INDENT, line, width).stream())
                .toList());
    }

    void message(Message message) {
        quietly(message.channel() + ": " + message.plainHeadline());
    }

    /** What is to be typed; it stays the last line until {@link #typed()}, whatever is printed meanwhile. */
    synchronized void prompt(String text) {
        prompt = INDENT + bold(text) + " ";
        out.print(prompt);
        out.flush();
    }

    /** A line was typed, which ends the prompt's. */
    synchronized void typed() {
        prompt = null;
    }

    /** Nothing needs to be typed any more. */
    synchronized void unprompt() {
        if (prompt != null) {
            out.println();
            prompt = null;
        }
    }

    private synchronized void print(List<String> lines) {
        if (prompt != null) {
            out.println();
        }
        lines.forEach(out::println);
        if (prompt != null) {
            out.print(prompt);
        }
        out.flush();
    }

    private List<String> timed(String text) {
        return Folded.lines(String.format(Locale.ROOT, "%7.1f s  ", seconds(elapsed())), text, width);
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private String bold(String text) {
        return colour ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    private String dim(String text) {
        return colour ? "\u001b[2m" + text + "\u001b[0m" : text;
    }
}
