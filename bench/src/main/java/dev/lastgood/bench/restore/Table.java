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
            double median = Figures.median(it.swapGapMillis());
            double worst = Figures.worst(it.swapGapMillis());
            lines.add(line("downtime of a swap, 12 reconnecting clients, median", size, median, "ms", 25));
            lines.add(line("the same, worst of " + it.swapGapMillis().size(), size, worst, "ms", 60));
            lines.add(line(
                    "the same clients' longest gap without a swap, median",
                    size,
                    Figures.median(it.quietGapMillis()),
                    "ms",
                    Double.NaN));
            lines.add(line("logins refused, of " + it.logins(), size, it.refused(), "", 0));
            if (it.poolerErrors() >= 0) {
                lines.add(line("errors through an unpaused PgBouncer", size, it.poolerErrors(), "", Double.NaN));
            }
            lines.add(ratio(
                    "downtime of the whole rollback / the runbook's",
                    size,
                    it.outageMillis() / it.runbookOutageMillis(),
                    1.0 / 500));
            double psql = Figures.median(it.psqlLoads());
            double restore = Figures.median(it.shadowRestores());
            lines.add(ratio("restore with ANALYZE / gunzip | psql", size, restore / psql, 0.8));
            lines.add(ratio(
                    "emergency backup, restore, ANALYZE, hashes / the runbook's two steps",
                    size,
                    (it.emergencyBackup() + restore + it.compare()) / (it.runbookBackup() + psql),
                    0.5));
            lines.add(line("comparison, for each GB", size, it.compare() / (it.databaseBytes() / 1e9), "s", 3));
            lines.add(ratio(
                    "a query's median time while comparing / before",
                    size,
                    it.queryWhileComparingMillis() / it.queryMillis(),
                    2));
            lines.add(line("from the yes to verified", size, it.wholeFromYes(), "s", 3));
            lines.add(
                    line("most that the heap of worker and starter held", size, it.workerHeapBytes() / 1e6, "MB", 256));
        }
        return lines;
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
