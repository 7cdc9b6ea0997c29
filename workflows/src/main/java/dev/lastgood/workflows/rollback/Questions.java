package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.plan.StepId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The questions that are asked on purpose, in the words of someone who was just woken up. */
final class Questions {
    private Questions() {}

    static Desk.Draft restore(
            Backup.Choice choice,
            Comparison measured,
            Database database,
            Shadow shadow,
            @Nullable Instant damagedSince) {
        Backup backup = choice.backup();
        Comparison comparison = measured.shortened(Board.MOST_TABLES);
        String text = "Restore " + database.name() + " from " + backup.name() + "? This restore gives up "
                + Words.givenUp(comparison) + " written since " + Words.minute(comparison.backupTakenAt())
                + (comparison.changed() == 0
                        ? "."
                        : ", and sets " + (comparison.sampled() ? "about " : "") + comparison.changed()
                                + " changed rows back.");
        var lines = new ArrayList<>(Words.table(comparison));
        lines.add(
                damagedSince == null
                        ? "nobody knows when the damage began: this is simply the newest good backup, and may hold the damage"
                                + " (name the time with --damaged-since)"
                        : "from before " + Words.minute(damagedSince) + ", when the damage began");
        choice.refused()
                .forEach(refused -> lines.add("newer backup refused: " + refused.name() + ", " + refused.reason()));
        lines.add("the swap: " + shadow.swapMethod());
        lines.add("the database as it is now is kept as " + shadow.displaced() + "; until users are let in again it can"
                + " be swapped back without loss");
        return new Desk.Draft(
                StepId.APPROVAL,
                text,
                lines,
                List.of(Choice.APPROVE, Choice.REJECT, Choice.LEAVE_TO_ME),
                comparison,
                "it counts as a no, and what was changed is undone");
    }

    static Desk.Draft contained() {
        return new Desk.Draft(
                StepId.STOP,
                "The service is contained. What now?",
                List.of("Users are kept out. Nothing else was changed."),
                List.of(Choice.ROLL_BACK, Choice.REOPEN, Choice.LEAVE_TO_ME),
                null,
                "it stays contained and is left to a person");
    }
}
