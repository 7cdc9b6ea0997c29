package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Rehearsal;
import dev.lastgood.workflows.model.ServiceRef;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How things are said to people, once for all places. Times are UTC. */
public final class Words {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB");
    private static final int LONGEST = 1500;
    private static final int MOST_TABLES = 30;
    private static final int MOST_DIFFERENCES = 20;

    private Words() {}

    /** {@code NOTHING_TO_DO} is {@code nothing to do}. */
    public static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** {@code go on without the step}, of {@code go on without the step (say why)}. */
    public static String withoutHint(String offered) {
        int hint = offered.indexOf(" (");
        return hint < 0 ? offered : offered.substring(0, hint);
    }

    public static String sentence(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** {@code 4m 05s}, {@code 30s}. */
    public static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds >= 3600) {
            return String.format(Locale.ROOT, "%dh %02dm", seconds / 3600, seconds % 3600 / 60);
        }
        if (seconds >= 60) {
            return seconds % 60 == 0
                    ? seconds / 60 + "m"
                    : String.format(Locale.ROOT, "%dm %02ds", seconds / 60, seconds % 60);
        }
        return seconds + "s";
    }

    public static String clock(Instant at) {
        return CLOCK.format(at);
    }

    public static String minute(Instant at) {
        return MINUTE.format(at);
    }

    /** {@code 141 MB}. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < UNITS.size() - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || value >= 100 ? "%.0f %s" : "%.1f %s", value, UNITS.get(unit));
    }

    /** At most so much of a text as stands in a timeline with a thousand others. */
    static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
    }

    /** {@code 37 orders, about 1,200 order_items (sampled 5 %)}: what the restore gives up, largest tables first. */
    public static String givenUp(Comparison comparison) {
        List<Comparison.Table> losing = comparison.tables().stream()
                .filter(table -> table.onlyInLive() > 0)
                .sorted(Comparator.comparingLong(Comparison.Table::onlyInLive).reversed())
                .toList();
        if (comparison.givenUp() == 0) {
            return comparison.sampled() ? "no rows in what was sampled" : "no rows";
        }
        String named = losing.stream()
                .limit(3)
                .map(table -> rows(table, table.onlyInLive()) + " " + bare(table.table()) + sample(table))
                .collect(Collectors.joining(", "));
        Comparison.Others others = comparison.others();
        int more = Math.max(0, losing.size() - 3)
                + (others == null || others.sum().onlyInLive() == 0 ? 0 : others.differing());
        return more > 0 ? named + " and rows of " + more + " more tables" : named;
    }

    /** {@code 37 orders were given up; 'lastgood salvage shop -e production' shows what can be put back}. */
    static String salvage(Comparison comparison, ServiceRef service) {
        return givenUp(comparison) + (comparison.givenUp() == 1 ? " was" : " were") + " given up; 'lastgood salvage "
                + service.service() + " -e " + service.environment() + "' shows what can be put back";
    }

    /** {@code about 1,200} where it is an estimate. */
    public static String rows(Comparison.Table table, long rows) {
        return table.sampled() > 0 ? String.format(Locale.ROOT, "about %,d", rows) : String.valueOf(rows);
    }

    /** {@code  (sampled 5 %)}, or nothing where every row was read. */
    public static String sample(Comparison.Table table) {
        return table.sampled() > 0
                ? " (sampled "
                        + new DecimalFormat("0.#", DecimalFormatSymbols.getInstance(Locale.ROOT))
                                .format(Math.max(0.1, table.sampled() * 100))
                        + " %)"
                : "";
    }

    /** The comparison, a line a table that differs, then what else differs. */
    public static List<String> table(Comparison comparison) {
        List<Comparison.Table> differing =
                comparison.tables().stream().filter(table -> !table.same()).toList();
        var lines = new ArrayList<String>();
        differing.stream().limit(MOST_TABLES).map(Words::line).forEach(lines::add);
        Comparison.Others others = comparison.others();
        int more = Math.max(0, differing.size() - MOST_TABLES) + (others == null ? 0 : others.differing());
        if (more > 0) {
            long rows = differing.stream()
                            .skip(MOST_TABLES)
                            .mapToLong(Comparison.Table::onlyInLive)
                            .sum()
                    + (others == null ? 0 : others.sum().onlyInLive());
            lines.add("and " + more + " more tables that differ"
                    + (rows == 0 ? "" : ", with " + rows + " rows given up"));
        }
        lines.addAll(beside(comparison));
        return lines;
    }

    private static String line(Comparison.Table table) {
        return bare(table.table()) + ": " + rows(table, table.onlyInLive()) + " only in live (given up), "
                + rows(table, table.onlyInBackup()) + " coming back, " + rows(table, table.changed()) + " changed"
                + sample(table);
    }

    /** What differs beside the rows. */
    private static List<String> beside(Comparison comparison) {
        var lines = new ArrayList<String>();
        comparison.schema().stream()
                .limit(MOST_DIFFERENCES)
                .map(it -> "schema: " + it)
                .forEach(lines::add);
        if (comparison.schema().size() > MOST_DIFFERENCES) {
            lines.add("schema: and " + (comparison.schema().size() - MOST_DIFFERENCES) + " more differences");
        }
        comparison.migrations().forEach(it -> lines.add("migration: " + it));
        sequences(comparison.sequences()).ifPresent(lines::add);
        lines.addAll(comparison.notes());
        Artifact file = comparison.file();
        if (file != null) {
            lines.add("all of it, table by table: " + file.uri());
        }
        return lines;
    }

    /** {@code 1 statement}, {@code 7 statements}. */
    static String count(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /** What a reverse script would give up, as the end of a sentence that begins with it. */
    static String takesAway(Rehearsal rehearsal) {
        List<String> lost = rehearsal.lost();
        if (lost.isEmpty()) {
            return "takes no rows, columns or tables away";
        }
        String named = lost.stream().limit(3).collect(Collectors.joining("; "));
        return "takes away: " + named + (lost.size() > 3 ? "; and " + (lost.size() - 3) + " more" : "");
    }

    /** {@code line 3: DELETE FROM orders WHERE …, 12 rows}. */
    static String statement(Rehearsal.Statement statement) {
        return "line " + statement.line() + ": " + statement.text()
                + (statement.rows() < 0 ? "" : ", " + count(statement.rows(), "row"));
    }

    private static Optional<String> sequences(List<Comparison.Sequence> sequences) {
        if (sequences.isEmpty()) {
            return Optional.empty();
        }
        String named = sequences.stream()
                .limit(3)
                .map(it -> String.format(Locale.ROOT, "%s after %,d", bare(it.name()), it.continuesAfter()))
                .collect(Collectors.joining(", "));
        return Optional.of("sequences go on where live stood (" + named + (sequences.size() > 3 ? ", …" : "")
                + "): an id that was handed out once is never handed out again");
    }

    private static String bare(String table) {
        return table.startsWith("public.") ? table.substring("public.".length()) : table;
    }
}
