package dev.lastgood.standalone.demo;

import dev.lastgood.standalone.demo.world.Message;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The demo's terminal: short lines, each with the time since the beginning. Several threads may write. */
final class Screen {
    private static final int WIDTH = 110;

    private final PrintStream out;
    private final boolean colour;
    private final long began = System.nanoTime();

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

    synchronized void scene(String title) {
        out.println();
        out.println(bold(title));
    }

    synchronized void line(String text) {
        out.printf(Locale.ROOT, "%7.1f s  %s%n", seconds(elapsed()), text);
    }

    /** Lines that belong to the line before. */
    synchronized void below(List<String> lines) {
        lines.forEach(line -> out.println("           " + line));
    }

    void message(Message message) {
        line(dim(shortened(message.channel() + ": " + message.headline())));
    }

    synchronized void prompt(String text) {
        out.print("           " + bold(text) + " ");
        out.flush();
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
