package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.activities.MigrationActivities;
import dev.lastgood.workflows.activities.MigrationActivities.Query;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Rehearsal;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.restore.Locks;
import dev.lastgood.workflows.restore.MigrationRollback;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tries the reverse script on a copy, asks, and runs it; and marks what a migration tool holds for failed. */
final class ReverseScript {
    private final Incident incident;
    private @Nullable Rehearsal rehearsal;

    ReverseScript(Incident incident) {
        this.incident = incident;
    }

    boolean isPlanned() {
        return incident.board().plan().has(StepId.RUN_SCRIPT);
    }

    /** Runs while the service is being contained: nobody notices a copy. */
    void rehearse() {
        if (!isPlanned()) {
            return;
        }
        incident.undos()
                .register(new Undos.Undo(
                        StepId.REHEARSE, "a copy for the rehearsal lies beside the live database", false, this::drop));
        if (incident.steps().run(StepId.REHEARSE, this::rehearseNow)) {
            incident.undos().forget(StepId.REHEARSE);
        }
    }

    /**
     * Asks, and runs what was shown. {@code beforeRun} runs between the yes and the script.
     *
     * @return whether the script's changes are in the live database
     */
    boolean run(Runnable beforeRun) {
        if (!isPlanned()) {
            return false;
        }
        Rehearsal shown = rehearsal;
        if (shown == null) {
            for (StepId step : List.of(StepId.SCRIPT_APPROVAL, StepId.RUN_SCRIPT)) {
                incident.board().ended(step, RollbackStatus.State.SKIPPED, null, "nothing was rehearsed");
            }
            return false;
        }
        new Consent(incident)
                .ask(StepId.SCRIPT_APPROVAL, Questions.script(shown, database(), keepsABackup()), "the script");
        beforeRun.run();
        incident.undos()
                .register(new Undos.Undo(
                        StepId.RUN_SCRIPT,
                        shown.script() + " has been run on " + database().name(),
                        false,
                        this::undoNothing));
        return incident.steps()
                .run(
                        StepId.RUN_SCRIPT,
                        () -> child(shown, "Run " + shown.script()).detail());
    }

    /** Before the previous release is put in place: its deploy may want to migrate, which a failed migration forbids. */
    void markFailed() {
        incident.steps()
                .run(
                        StepId.MARK_MIGRATIONS,
                        () -> port("Mark the failed migrations").mark(query()).detail());
    }

    private String rehearseNow() {
        Rehearsal tried = Objects.requireNonNull(
                child(null, "Rehearse the reverse script").rehearsal());
        rehearsal = tried;
        return tried.script() + " (" + Words.count(tried.statementCount(), "statement") + ") works on a copy; it "
                + Words.takesAway(tried);
    }

    private MigrationRollback.Result child(@Nullable Rehearsal approved, String summary) {
        var command = new MigrationRollback.Command(
                incident.ref(),
                database(),
                incident.request().script(),
                approved,
                incident.service().taskQueue());
        return Locks.run(
                MigrationRollback.class,
                database().lockId(),
                summary,
                incident.board()::say,
                child -> child.run(command));
    }

    /** What has committed is not taken back by a transaction: then a person has to know, and the service stays contained. */
    private String undoNothing() {
        var ran = port("Look whether the script has committed").look(query());
        if (!ran.committed()) {
            return "it never committed: nothing to undo";
        }
        throw Failures.permanent(
                FailureType.REFUSED,
                ran.detail() + ", and a committed script can't be taken back by itself; the emergency backup "
                        + (keepsABackup() ? "holds what was before" : "was skipped"));
    }

    private boolean keepsABackup() {
        return incident.steps().stands(StepId.EMERGENCY_BACKUP);
    }

    private String drop() {
        return port("Drop the rehearsal's copy").dropRehearsal(query()).detail();
    }

    private MigrationActivities port(String summary) {
        return incident.ports().lasting(MigrationActivities.class, summary);
    }

    private Query query() {
        return new Query(incident.ref(), database());
    }

    private Database database() {
        return Objects.requireNonNull(incident.service().database());
    }
}
