package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Rehearsal;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.restore.PrepareRestore.Prepared;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The questions that are asked on purpose, in the words of someone who was just woken up. */
final class Questions {
    private Questions() {}

    static Desk.Draft restore(
            Prepared ready,
            Comparison measured,
            Database database,
            @Nullable Instant damagedSince,
            @Nullable String undoOf) {
        Backup.Choice choice = ready.choice();
        Shadow shadow = ready.shadow();
        Comparison comparison = measured.shortened(Board.MOST_TABLES);
        String text = asked(choice.backup(), database, undoOf)
                + Words.givenUp(comparison) + " written since " + Words.minute(comparison.backupTakenAt())
                + (comparison.changed() == 0
                        ? "."
                        : ", and sets " + (comparison.sampled() ? "about " : "") + comparison.changed()
                                + " changed rows back.");
        var lines = new ArrayList<>(Words.table(comparison));
        if (choice.note() != null) {
            lines.add(choice.backup().name() + " " + choice.note());
        }
        if (undoOf == null) {
            lines.add(since(damagedSince));
        }
        choice.refused()
                .forEach(refused -> lines.add("newer backup refused: " + refused.name() + ", " + refused.reason()));
        choice.warnings().forEach(warning -> lines.add("look at this before saying yes: " + warning));
        ready.allFindings().forEach(finding -> lines.add(finding.line()));
        lines.add("the swap: " + shadow.swapMethod());
        lines.add(shadow.kept() + "; until users are let in again it can be swapped back without loss");
        return new Desk.Draft(
                StepId.APPROVAL,
                text,
                lines,
                List.of(Choice.APPROVE, Choice.REJECT, Choice.LEAVE_TO_ME),
                comparison,
                "it counts as a no, and what was changed is undone");
    }

    static Desk.Draft script(Rehearsal rehearsal, Database database, boolean backup) {
        String text = "Run " + rehearsal.script() + " (" + Words.count(rehearsal.statementCount(), "statement")
                + ") on " + database.name() + "? It " + Words.takesAway(rehearsal) + ".";
        var lines = new ArrayList<String>();
        rehearsal.lost().forEach(lost -> lines.add("takes away: " + lost));
        rehearsal.statements().forEach(it -> lines.add(Words.statement(it)));
        if (rehearsal.statementCount() > rehearsal.statements().size()) {
            lines.add("and "
                    + (rehearsal.statementCount() - rehearsal.statements().size()) + " more statements");
        }
        lines.addAll(rehearsal.marks());
        rehearsal.locks().forEach(lock -> lines.add("locks " + lock));
        lines.addAll(rehearsal.notes());
        lines.add("it took " + rehearsal.took().toMillis() + " ms on the copy, where it was rolled back");
        lines.add("once it has committed it can't be taken back by itself; "
                + (backup
                        ? "the emergency backup holds what is there now"
                        : "there is no emergency backup, as that step was skipped"));
        return new Desk.Draft(
                StepId.SCRIPT_APPROVAL,
                text,
                lines,
                List.of(Choice.APPROVE, Choice.REJECT, Choice.LEAVE_TO_ME),
                null,
                "it counts as a no, and what was changed is undone");
    }

    private static String asked(Backup backup, Database database, @Nullable String undoOf) {
        return undoOf == null
                ? "Restore " + database.name() + " from " + backup.name() + "? This restore gives up "
                : "Undo rollback " + undoOf + " and put " + backup.name() + " back as " + database.name()
                        + "? This gives up ";
    }

    private static String since(@Nullable Instant damagedSince) {
        return damagedSince == null
                ? "nobody knows when the damage began: this is simply the newest good backup, and may hold the damage"
                        + " (name the time with --damaged-since)"
                : "from before " + Words.minute(damagedSince) + ", when the damage began";
    }

    static Desk.Draft resolved() {
        return new Desk.Draft(
                StepId.KILL_SWITCH_ON,
                "The alert has resolved, and nothing was changed yet. Roll back all the same?",
                List.of("Users are served by the release and the data that the alert was about."),
                List.of(Choice.ROLL_BACK, Choice.UNDO, Choice.LEAVE_TO_ME),
                null,
                "it stops, and nothing is changed");
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
