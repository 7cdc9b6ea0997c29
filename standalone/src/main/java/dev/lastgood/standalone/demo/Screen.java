package dev.lastgood.standalone.demo;

import dev.lastgood.standalone.demo.world.Message;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The demo's terminal: short lines, each with the time since the beginning. Several threads may write. */
final class Screen {
    private static final int WIDTH = 110;
    private static final String INDENT = " ".repeat(11);

    private final PrintStream out;
    private final boolean colour;
    private final long began = System.nanoTime();
    private @Nullable String prompt;

    Screen(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    /** Colours where there is a terminal that wants them. */
    static Screen ofThisProcess() {
        return new Screen(System.out, System.console() != null && System.getenv("NO_COLOR") == null);
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    void scene(String title) {
        print(List.of("", bold(title)));
    }

    void line(String text) {
        print(List.of(timed(text)));
    }

    /** Lines that belong to the line before. */
    void below(List<String> lines) {
        print(lines.stream().map(line -> INDENT + line).toList());
    }

    void message(Message message) {
        line(dim(shortened(message.channel() + ": " + message.headline())));
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

    private String timed(String text) {
        return String.format(Locale.ROOT, "%7.1f s  %s", seconds(elapsed()), text);
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    static String shortened(String text) {
        String one = text.replaceAll("\\s+", " ");
        return one.length() <= WIDTH ? one : one.substring(0, WIDTH - 1) + "…";
    }

    private String bold(String text) {
        return colour ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    private String dim(String text) {
        return colour ? "\u001b[2m" + text + "\u001b[0m" : text;
    }
}
