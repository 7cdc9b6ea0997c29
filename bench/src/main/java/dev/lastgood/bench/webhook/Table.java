package dev.lastgood.bench.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures beside the goals and beside the plain hook. */
final class Table {
    private final Figures figures;

    Table(Figures figures) {
        this.figures = figures;
    }

    /** @param hook what the plain hook does */
    record Line(String figure, String found, String hook, String goal, boolean met) {}

    List<Line> lines() {
        Figures.Load storm = figures.storm();
        Figures.Load hook = figures.hook();
        Figures.Load outage = figures.outage();
        Figures.Fuzz fuzz = figures.fuzz();
        List<Line> lines = new ArrayList<>(List.of(
                millis(
                        "alert to the first kill switch call, median of "
                                + figures.latency().count(),
                        figures.latency().p50(),
                        250),
                millis("the same, 99 %", figures.latency().p99(), 1000),
                millis(
                        storm.deliveries() + " deliveries: answers, 99 %",
                        storm.answers().p99(),
                        500,
                        hook == null ? Double.NaN : hook.answers().p99()),
                millis(
                        "the same: alert to the first kill switch call, median",
                        storm.toKill().p50(),
                        Double.NaN,
                        hook == null ? Double.NaN : hook.toKill().p50()),
                count(
                        "kill switch calls for " + storm.incidents() + " incidents",
                        storm.kills(),
                        storm.incidents(),
                        hook == null ? -1 : hook.kills()),
                count("rollbacks started", storm.rollbacks(), storm.incidents(), -1),
                count(
                        "incidents without a kill switch call",
                        storm.lostIncidents(),
                        0,
                        hook == null ? -1 : hook.lostIncidents()),
                count("alerts that stand in no timeline, or twice", storm.lostEvents(), 0, -1),
                count(
                        "Temporal away for 10 s: rollbacks for " + outage.incidents() + " incidents",
                        outage.rollbacks(),
                        outage.incidents(),
                        -1),
                count("the same: alerts lost or doubled", outage.lostEvents(), 0, -1),
                count("the same: deliveries that were sent again", outage.retries(), -1, -1),
                count("the same: messages to people, two from each starter", figures.alarmsAtTheOutage(), 4, -1),
                count(
                        fuzz.bodies() + " mutated bodies: answers 5xx or none",
                        fuzz.serverErrors() + fuzz.unanswered(),
                        0,
                        -1),
                count(
                        "the same: stack traces in answers or the log",
                        fuzz.answersWithATrace() + fuzz.tracesInTheLog(),
                        0,
                        -1),
                count("the same: rollbacks that no answer names, or not there", fuzz.startedWrongly(), 0, -1)));
        double grown = fuzz.heapGrowthBytes() / 1e6;
        lines.add(new Line(
                "the same: the heap has grown by",
                String.format(Locale.ROOT, "%.1f MB", grown),
                "",
                "≤ 10 MB",
                grown <= 10));
        return lines;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format("%-62s %10s %12s%n", "", "Lastgood", "plain hook"));
        for (Line line : lines()) {
            text.append(String.format(
                    "%-62s %10s %12s   %s%n",
                    line.figure(),
                    line.found(),
                    line.hook(),
                    line.goal().isEmpty() ? "" : "goal " + line.goal() + (line.met() ? ": met" : ": MISSED")));
        }
        return text.toString();
    }

    private static Line millis(String figure, double found, double goal) {
        return millis(figure, found, goal, Double.NaN);
    }

    private static Line millis(String figure, double found, double goal, double hook) {
        return new Line(
                figure,
                shown(found),
                Double.isNaN(hook) ? "" : shown(hook),
                Double.isNaN(goal) ? "" : String.format(Locale.ROOT, "< %.0f ms", goal),
                found < goal);
    }

    private static String shown(double millis) {
        return String.format(Locale.ROOT, "%.0f ms", millis);
    }

    /** @param goal -1 is none */
    private static Line count(String figure, long found, long goal, long hook) {
        return new Line(
                figure,
                String.valueOf(found),
                hook < 0 ? "" : String.valueOf(hook),
                goal < 0 ? "" : String.valueOf(goal),
                found == goal);
    }
}
