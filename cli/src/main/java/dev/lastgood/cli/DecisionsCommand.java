package dev.lastgood.cli;

import dev.lastgood.workflows.client.DecisionRow;
import dev.lastgood.workflows.rollback.Words;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "decisions",
        description =
                "Lists what was decided about alerts and why, the newest first, whether or not anything was started.",
        mixinStandardHelpOptions = true)
final class DecisionsCommand extends Base {
    @Mixin
    final Listed listed = new Listed(50);

    @Override
    public Integer call() {
        List<DecisionRow> rows = road.starter().records().decisions(listed);
        print(rows, words(rows));
        return Exit.OK;
    }

    static String words(List<DecisionRow> rows) {
        return rows.isEmpty()
                ? "no decision is on record"
                : rows.stream().map(DecisionsCommand::words).collect(Collectors.joining("\n"));
    }

    private static String words(DecisionRow row) {
        String where = row.service() == null ? "no service" : row.service() + " (" + row.environment() + ")";
        StringBuilder words = new StringBuilder(Words.minute(row.at()))
                .append("  ")
                .append(where)
                .append("  ")
                .append(row.alert())
                .append(": ")
                .append(row.verdict().toLowerCase(Locale.ROOT).replace('_', ' '));
        row.reasons().forEach(reason -> words.append("\n    ").append(reason));
        if (row.outcome() != null) {
            words.append("\n    → ").append(row.outcome());
        }
        if (row.rollback() != null) {
            words.append("\n    → ").append(row.rollback());
        }
        return words.toString();
    }
}
