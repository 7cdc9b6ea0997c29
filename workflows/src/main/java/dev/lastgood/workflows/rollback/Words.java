package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Rehearsal;
import dev.lastgood.workflows.model.ServiceRef;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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

    private Words() {}

    /** {@code NOTHING_TO_DO} is {@code nothing to do}. */
    public static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
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

    /** {@code 37 orders, 74 order_items}: what the restore gives up, largest tables first. */
    public static String givenUp(Comparison comparison) {
        List<Comparison.Table> losing = comparison.tables().stream()
                .filter(table -> table.onlyInLive() > 0)
                .sorted(Comparator.comparingLong(Comparison.Table::onlyInLive).reversed())
                .toList();
        if (losing.isEmpty()) {
            return "no rows";
        }
        String named = losing.stream()
                .limit(3)
                .map(table -> table.onlyInLive() + " " + bare(table.table()))
                .collect(Collectors.joining(", "));
        return losing.size() > 3 ? named + " and rows of " + (losing.size() - 3) + " more tables" : named;
    }

    /** {@code 37 orders were given up; 'lastgood salvage shop -e production' shows what can be put back}. */
    static String salvage(Comparison comparison, ServiceRef service) {
        return givenUp(comparison) + (comparison.givenUp() == 1 ? " was" : " were") + " given up; 'lastgood salvage "
                + service.service() + " -e " + service.environment() + "' shows what can be put back";
    }

    /** The comparison, a line a table that differs. */
    public static List<String> table(Comparison comparison) {
        List<Comparison.Table> differing =
                comparison.tables().stream().filter(table -> !table.same()).toList();
        var lines = new ArrayList<String>();
        differing.stream()
                .limit(MOST_TABLES)
                .map(table -> bare(table.table()) + ": " + table.onlyInLive() + " only in live (given up), "
                        + table.onlyInBackup() + " coming back, " + table.changed() + " changed")
                .forEach(lines::add);
        if (differing.size() > MOST_TABLES) {
            lines.add("and " + (differing.size() - MOST_TABLES) + " more tables that differ");
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

    private static String bare(String table) {
        return table.startsWith("public.") ? table.substring("public.".length()) : table;
    }
}
