package dev.lastgood.activities.database.postgresql.compare;

import dev.lastgood.workflows.model.Comparison;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The whole comparison in Markdown, every table with its examples: what is too long, or too private, for a workflow. */
final class ComparisonFile {
    private ComparisonFile() {}

    /** @param examples by table; a line each */
    static Path write(Comparison comparison, Map<String, List<String>> examples) throws IOException {
        Path file = Files.createTempFile("comparison", ".md");
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write("# Live against the backup of " + comparison.backupTakenAt() + "\n\nCompared at "
                    + comparison.comparedAt() + (comparison.exact() ? ", after the swap, every row.\n" : ".\n"));
            list(out, "Notes", comparison.notes());
            out.write("\n## Rows\n\n| table | live | backup | only in live (given up) | only in the backup (come back)"
                    + " | changed | read |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
            for (Comparison.Table table : comparison.tables()) {
                out.write("| " + cell(table.table()) + " | " + table.liveRows() + " | " + table.backupRows() + " | "
                        + table.onlyInLive() + " | " + table.onlyInBackup() + " | " + table.changed() + " | "
                        + (table.sampled() > 0 ? table.sampled() * 100 + " %" : "all") + " |\n");
            }
            list(out, "Schema", comparison.schema());
            list(out, "Migrations taken back", comparison.migrations());
            list(
                    out,
                    "Sequences",
                    comparison.sequences().stream()
                            .map(it -> it.name() + " goes on after " + it.continuesAfter())
                            .toList());
            for (Map.Entry<String, List<String>> entry : examples.entrySet()) {
                list(out, "Examples of " + entry.getKey(), entry.getValue());
            }
        }
        return file;
    }

    private static void list(Writer out, String title, List<String> lines) throws IOException {
        if (!lines.isEmpty()) {
            out.write("\n## " + title + "\n\n");
            for (String line : lines) {
                out.write("- " + line.replace("\n", " ") + "\n");
            }
        }
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
