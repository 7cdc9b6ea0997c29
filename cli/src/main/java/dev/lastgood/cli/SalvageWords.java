package dev.lastgood.cli;

import dev.lastgood.workflows.activities.SalvageActivities.Applied;
import dev.lastgood.workflows.activities.SalvageActivities.Extracted;
import dev.lastgood.workflows.activities.SalvageActivities.File;
import dev.lastgood.workflows.activities.SalvageActivities.Preview;
import dev.lastgood.workflows.activities.SalvageActivities.Reason;
import dev.lastgood.workflows.activities.SalvageActivities.Table;
import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.rollback.Words;
import dev.lastgood.workflows.salvage.Salvage.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A salvage for whoever was just woken up: what there is, what can go back, what can't and why, what to do now. */
record SalvageWords(ServiceRef service, List<String> tables, Result result) {

    List<String> lines() {
        Extracted extracted = result.extracted();
        List<String> lines = new ArrayList<>();
        if (extracted.rows() == 0) {
            lines.add("Rollback " + extracted.rollback().id()
                    + " gave up no rows: all that was in the displaced database is in live, by its keys.");
            changed(extracted, lines);
            files(extracted.artifacts(), lines);
            return lines;
        }
        lines.add("Rollback " + extracted.rollback().id() + " gave up " + rows(extracted.rows()) + ": "
                + extracted.tables().stream()
                        .filter(it -> it.rows() > 0)
                        .map(it -> it.rows() + " " + bare(it.table()))
                        .collect(Collectors.joining(", "))
                + ".");
        changed(extracted, lines);
        Preview preview = result.preview();
        if (preview != null) {
            lines.add("");
            preview(preview, lines);
        }
        lines.add("");
        files(extracted.artifacts(), lines);
        Applied applied = result.applied();
        if (applied != null) {
            lines.add("");
            lines.add(Words.sentence(applied.detail()) + ".");
            if (!applied.leftOut().isEmpty()) {
                lines.add("Left out, each row after its reason:");
                applied.leftOut().forEach(it -> lines.add("  " + it.uri()));
            }
        } else if (preview != null && preview.fit() > 0) {
            lines.add("");
            lines.add(
                    "Nothing was put back yet. The bad release may have written some of these: look at the files first.");
            lines.add("To put back the " + rows(preview.fit()) + " that can go back:");
            String only = tables.isEmpty() ? "" : " --tables " + String.join(",", tables);
            lines.add("  lastgood salvage " + service.service() + " -e " + service.environment() + only
                    + " --apply --by YOU");
        }
        return lines;
    }

    private void preview(Preview preview, List<String> lines) {
        boolean done = result.applied() != null;
        for (Table table : preview.tables()) {
            List<String> parts = new ArrayList<>();
            parts.add(table.fit() + (done ? " put back" : " can go back"));
            if (table.there() > 0) {
                parts.add(table.there() + " are in live already");
            }
            long out = table.reasons().stream().mapToLong(Reason::rows).sum();
            if (out > 0) {
                parts.add(out + (done ? " left out" : " can't"));
            }
            lines.add("  " + bare(table.table()) + ": " + String.join(", ", parts));
            for (Reason reason : table.reasons()) {
                String examples = reason.examples().isEmpty() ? "" : " (" + String.join(", ", reason.examples()) + ")";
                lines.add("      " + reason.rows() + " × " + reason.why() + examples);
            }
        }
        if (!preview.triggers().isEmpty()) {
            lines.add("");
            lines.add("Triggers of the application on these tables:");
            preview.triggers().forEach(it -> lines.add("  " + it));
        }
        preview.notes().forEach(it -> lines.add("! " + it));
    }

    private static void changed(Extracted extracted, List<String> lines) {
        long changed = extracted.tables().stream().mapToLong(File::changed).sum();
        if (changed > 0) {
            lines.add(rows(changed) + " that live has with other values are kept as files too; they are not put back.");
        }
    }

    private static void files(List<Artifact> files, List<String> lines) {
        if (!files.isEmpty()) {
            lines.add("All of them as CSV:");
            files.forEach(it -> lines.add("  " + it.uri()));
        }
    }

    private static String rows(long rows) {
        return rows == 1 ? "1 row" : rows + " rows";
    }

    private static String bare(String table) {
        return table.startsWith("public.") ? table.substring("public.".length()) : table;
    }
}
