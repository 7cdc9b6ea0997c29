package dev.lastgood.cli;

import dev.lastgood.workflows.decision.Spoken;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.plan.Plan;
import dev.lastgood.workflows.plan.PlanView;
import dev.lastgood.workflows.plan.PlannedStep;
import dev.lastgood.workflows.rollback.CheckWords;
import dev.lastgood.workflows.rollback.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A plan as lines for a terminal: the steps, then what a look has found, and what stands in the way last. */
final class PlanWords {
    private PlanWords() {}

    static String of(PlanView view) {
        List<String> lines = new ArrayList<>(steps(view.plan()));
        lines.add("Downtime: " + view.plan().downtime());
        view.plan().notes().forEach(note -> lines.add("Note: " + note));
        if (view.lookedAt() != null) {
            lines.addAll(seen(view, view.lookedAt()));
        }
        view.notLookedAt().forEach(what -> lines.add("Not looked at: " + what));
        lines.addAll(ofAlerts(view.inTheWayOfAlerts()));
        view.inTheWay().forEach(what -> lines.add("In the way: " + what));
        if (view.lookedAt() != null
                && view.inTheWay().isEmpty()
                && view.notLookedAt().isEmpty()) {
            lines.add(
                    view.inTheWayOfAlerts().isEmpty()
                            ? "Nothing stands in the way now."
                            : "Nothing stands in your way now: 'lastgood start' starts it all the same.");
        }
        return String.join("\n", lines);
    }

    private static List<String> ofAlerts(List<Spoken> against) {
        List<String> lines = new ArrayList<>();
        if (!against.isEmpty()) {
            lines.add("An alert would not start this by itself now:");
        }
        against.forEach(it -> lines.add("  " + becomes(it) + it.words()));
        return lines;
    }

    /** What would become of the alert; a join says so itself. */
    private static String becomes(Spoken spoken) {
        return switch (spoken.verdict()) {
            case JOIN -> "";
            case START -> "but ";
            default -> Words.of(spoken.verdict()) + ": ";
        };
    }

    private static List<String> steps(Plan plan) {
        List<String> lines = new ArrayList<>();
        int number = 0;
        for (var step : plan.steps()) {
            lines.add(String.format("%2d. %s (%s)", ++number, step.step().title(), Words.duration(step.budget())));
            lines.add("      " + step.changes());
            if (!step.undo().equals(PlannedStep.NOTHING)) {
                lines.add("      undo: " + step.undo());
            }
        }
        return lines;
    }

    private static List<String> seen(PlanView view, Instant at) {
        List<String> lines = new ArrayList<>();
        if (view.from() != null) {
            lines.add("  release: " + view.from().name() + " runs"
                    + (view.to() == null
                            ? ""
                            : "; it would go back to " + view.to().name()));
        }
        Backup.Choice choice = view.backup();
        if (choice != null) {
            lines.add("  backup: " + choice.backup().name() + ", "
                    + Words.bytes(choice.backup().bytes()) + ", "
                    + age(choice.backup().takenAt(), at) + " old"
                    + (choice.note() == null ? "" : "; " + choice.note()));
            choice.refused().forEach(it -> lines.add("  passed over: " + it.name() + ", " + it.reason()));
            choice.warnings().forEach(it -> lines.add("  look at this: " + it));
        }
        view.found().forEach(it -> lines.add("  " + it));
        view.checks().forEach(it -> lines.add("  check " + CheckWords.line(it)));
        if (!lines.isEmpty()) {
            lines.add(0, "Seen at " + Words.clock(at) + " UTC, without changing anything:");
        }
        return lines;
    }

    private static String age(Instant taken, Instant now) {
        Duration age = Duration.between(taken, now);
        return age.toDays() > 1 ? age.toDays() + " days" : Words.duration(age.isNegative() ? Duration.ZERO : age);
    }
}
