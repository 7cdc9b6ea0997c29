package dev.lastgood.cli;

import dev.lastgood.workflows.client.AlertRow;
import dev.lastgood.workflows.client.DecisionRow;
import dev.lastgood.workflows.rollback.Words;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "alerts",
        description = "Lists the newest alerts and what was decided about each; those that no service takes first.",
        mixinStandardHelpOptions = true)
final class AlertsCommand extends Base {
    @Option(names = "--limit", defaultValue = "50", description = "Of at most this many decisions (default 50).")
    int limit = 50;

    @Override
    public Integer call() {
        List<AlertRow> rows = road.starter().records().alerts(limit);
        print(rows, words(rows));
        return Exit.OK;
    }

    static String words(List<AlertRow> rows) {
        return rows.isEmpty()
                ? "no alert has come in"
                : rows.stream().map(AlertsCommand::words).collect(Collectors.joining("\n"));
    }

    private static String words(AlertRow row) {
        String head = Words.minute(row.startsAt()) + "  " + row.alert()
                + (row.routed() ? "" : "  NO SERVICE TAKES IT: name its labels in the catalog");
        return head + row.decisions().stream().map(AlertsCommand::words).collect(Collectors.joining());
    }

    private static String words(DecisionRow row) {
        String where = row.service() == null ? "" : row.service() + " (" + row.environment() + ") ";
        return "\n    " + where + row.verdict().toLowerCase(Locale.ROOT).replace('_', ' ') + ": "
                + String.join("; ", row.reasons());
    }
}
