package dev.lastgood.bench.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures beside the goals, as ratios where there is something to compare with. */
final class Table {
    private final List<Figures> all;

    Table(List<Figures> all) {
        this.all = all;
    }

    /** @param met null where the goal says nothing of this size */
    record Line(String figure, String size, String found, String goal, boolean met) {}

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (Figures it : all) {
            String size = String.format(Locale.ROOT, "%.1f GB", it.gigabytes());
            lines.addAll(swaps(it, size));
            lines.addAll(alone(it, size));
            lines.addAll(together(it.together(), size));
        }
        return lines;
    }

    private static List<Line> swaps(Figures it, String size) {
        Swaps.Seen seen = it.swaps();
        List<Line> lines = new ArrayList<>(List.of(
                line(
                        "downtime of a swap, 12 reconnecting clients, median",
                        size,
                        Figures.median(seen.gaps()),
                        "ms",
                        25),
                line("the same, worst of " + seen.gaps().size(), size, Figures.worst(seen.gaps()), "ms", 60),
                line(
                        "the same clients' longest gap without a swap, median",
                        size,
                        Figures.median(seen.quiet()),
                        "ms",
                        Double.NaN),
                line("logins refused, of " + seen.logins(), size, seen.refused(), "", 0)));
        if (seen.poolerErrors() >= 0) {
            lines.add(line("errors through an unpaused PgBouncer", size, seen.poolerErrors(), "", Double.NaN));
            lines.add(line("errors through a PgBouncer paused by us", size, it.pausedErrors(), "", 0));
        }
        return lines;
    }

    private static List<Line> alone(Figures it, String size) {
        Figures.Alone alone = it.alone();
        double psql = Figures.median(alone.psqlLoads());
        double restore = Figures.median(alone.shadowRestores());
        return List.of(
                ratio("restore with ANALYZE / gunzip | psql", size, restore / psql, 0.8),
                ratio(
                        "emergency backup, restore, ANALYZE, hashes / the runbook's two steps",
                        size,
                        (alone.emergencyBackup() + restore + alone.compare()) / (it.runbookBackup() + psql),
                        0.5),
                line("comparison, for each GB", size, alone.compare() / (it.databaseBytes() / 1e9), "s", 3),
                ratio(
                        "a query's median time while comparing / before",
                        size,
                        alone.queryWhileComparingMillis() / alone.queryMillis(),
                        2));
    }

    private static List<Line> together(Figures.Together it, String size) {
        return List.of(
                ratio(
                        "downtime of the whole rollback / the runbook's",
                        size,
                        it.outageMillis() / it.runbookOutageMillis(),
                        1.0 / 500),
                line("from the yes to verified", size, it.fromYes(), "s", Double.NaN),
                line("the same with a warm shadow", size, it.warmFromYes(), "s", 3),
                line("most that the heap of worker and starter held", size, it.workerHeapBytes() / 1e6, "MB", 256));
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (Line line : lines()) {
            text.append(String.format(
                    "%-72s %-7s %12s   %s%n",
                    line.figure(),
                    line.size(),
                    line.found(),
                    line.goal().isEmpty() ? "" : "goal " + line.goal() + (line.met() ? ": met" : ": MISSED")));
        }
        return text.toString();
    }

    private static Line line(String figure, String size, double found, String unit, double goal) {
        String shown = unit.isEmpty()
                ? String.format(Locale.ROOT, "%.0f", found)
                : String.format(Locale.ROOT, found < 10 ? "%.1f %s" : "%.0f %s", found, unit);
        String most = Double.isNaN(goal) ? "" : (goal == 0 ? "0" : String.format(Locale.ROOT, "≤ %.0f %s", goal, unit));
        return new Line(figure, size, shown, most, found <= goal);
    }

    private static Line ratio(String figure, String size, double found, double goal) {
        return new Line(
                figure,
                size,
                found < 0.05
                        ? String.format(Locale.ROOT, "1/%.0f", 1 / found)
                        : String.format(Locale.ROOT, "%.2f", found),
                goal < 0.05
                        ? String.format(Locale.ROOT, "≤ 1/%.0f", 1 / goal)
                        : String.format(Locale.ROOT, "≤ %.1f", goal),
                found <= goal);
    }
}
