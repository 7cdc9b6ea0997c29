package dev.lastgood.cli;

import dev.lastgood.workflows.client.HistoryRow;
import dev.lastgood.workflows.rollback.Words;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "history",
        description = "Lists the rollbacks on record, the newest first.",
        mixinStandardHelpOptions = true)
final class HistoryCommand extends Base {
    private static final List<String> HEAD = List.of(
            "started", "service", "environment", "from", "to", "duration", "downtime", "outcome", "by", "reason");

    @Mixin
    final Listed listed = new Listed(50);

    @Override
    public Integer call() {
        List<HistoryRow> rows = road.starter().records().history(listed);
        out().println(
                        switch (output) {
                            case json -> Json.MAPPER.writeValueAsString(rows);
                            case csv -> csv(rows);
                            case text -> rows.isEmpty() ? "no rollback is on record" : table(rows);
                        });
        return Exit.OK;
    }

    static String csv(List<HistoryRow> rows) {
        return lines(rows)
                .map(line -> line.stream().map(HistoryCommand::quoted).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\r\n"));
    }

    static String table(List<HistoryRow> rows) {
        List<List<String>> lines = lines(rows).toList();
        List<Integer> widths = IntStream.range(0, HEAD.size())
                .mapToObj(i ->
                        lines.stream().mapToInt(it -> it.get(i).length()).max().orElse(0))
                .toList();
        return lines.stream()
                .map(line -> IntStream.range(0, line.size())
                        .mapToObj(i -> String.format("%-" + Math.max(1, widths.get(i)) + "s", line.get(i)))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    private static Stream<List<String>> lines(List<HistoryRow> rows) {
        return Stream.concat(Stream.of(HEAD), rows.stream().map(HistoryCommand::cells));
    }

    private static List<String> cells(HistoryRow row) {
        return List.of(
                Words.minute(row.startedAt()),
                row.service(),
                row.environment(),
                or(row.fromVersion()),
                or(row.toVersion()),
                Words.duration(row.duration()),
                Words.duration(row.downtime()),
                row.outcome() == null ? "running" : Words.of(row.outcome()) + (row.contained() ? ", contained" : ""),
                row.by(),
                row.reason().replaceAll("\\s+", " "));
    }

    private static String or(@Nullable String text) {
        return text == null ? "-" : text;
    }

    /** A leading sign would be a formula to a spreadsheet. */
    private static String quoted(String cell) {
        String safe = cell.matches("[=+@\\t].*") ? "'" + cell : cell;
        return safe.matches("[^\",\\r\\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
