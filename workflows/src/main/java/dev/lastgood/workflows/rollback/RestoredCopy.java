package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.activities.DatabaseActivities;
import dev.lastgood.workflows.activities.ShadowActivities;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Finding;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.restore.Locks;
import dev.lastgood.workflows.restore.PrepareRestore;
import dev.lastgood.workflows.restore.PrepareRestore.Prepared;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The copy that is restored beside the live database: made, compared with what is live, and dropped where it is not needed. */
final class RestoredCopy {
    private final Incident incident;
    private @Nullable Prepared prepared;
    private @Nullable Instant damagedSince;

    RestoredCopy(Incident incident) {
        this.incident = incident;
    }

    /** Runs while the service is being contained; compares as soon as {@code liveIsStill}. */
    void prepare(@Nullable Instant since, Supplier<Boolean> liveIsStill) {
        damagedSince = since;
        if (!incident.board().plan().has(StepId.PREPARE_RESTORE)) {
            return;
        }
        incident.undos()
                .register(new Undos.Undo(
                        StepId.PREPARE_RESTORE, "a restored copy lies beside the live database", false, this::drop));
        incident.steps().run(StepId.PREPARE_RESTORE, () -> prepareNow(liveIsStill));
    }

    /** Null until it stands, and where it was skipped. */
    @Nullable
    Prepared prepared() {
        return prepared;
    }

    /** What a person is asked, with the newest numbers. */
    Desk.Draft question(Prepared ready, Comparison shown) {
        return Questions.restore(ready, shown, database(), damagedSince, undoOf());
    }

    /** An undo looks before anything is contained: with nothing to put back, nothing is touched. */
    @Nullable
    String whyNotUndone() {
        String of = undoOf();
        if (of == null || !incident.board().plan().has(StepId.PREPARE_RESTORE)) {
            return null;
        }
        try {
            incident.ports()
                    .quick(ShadowActivities.class, "Look whether rollback " + of + " can be undone")
                    .findDisplaced(new ShadowActivities.Undo(incident.ref(), database(), of));
            return null;
        } catch (TemporalFailure failure) {
            return "Not undone, and nothing was touched: " + Failures.reason(failure);
        }
    }

    /** One that can't be dropped costs room and nothing else, so nothing is held up by it. */
    String dropUnneeded() {
        try {
            String detail = drop();
            incident.undos().forget(StepId.PREPARE_RESTORE);
            return detail;
        } catch (TemporalFailure failure) {
            Failures.rethrowCancellation(failure);
            String left = "perhaps the restored copy still lies beside the live database";
            incident.undos().keep(left);
            incident.undos().forget(StepId.PREPARE_RESTORE);
            return left + ": " + Failures.reason(failure);
        }
    }

    private String prepareNow(Supplier<Boolean> liveIsStill) {
        Database database = database();
        var command = new PrepareRestore.Prepare(
                incident.ref(), database, damagedSince, incident.service().taskQueue(), undoOf());
        Prepared ready = Locks.run(
                PrepareRestore.class,
                database.lockId(),
                "Prepare the restore of " + database.name(),
                incident.board()::say,
                child -> run(child, command, liveIsStill));
        prepared = ready;
        incident.board().backup(ready.choice());
        incident.board().comparison(ready.comparison());
        for (Backup.Refused refused : ready.choice().refused()) {
            incident.board()
                    .say(StepId.PREPARE_RESTORE, null, "Backup " + refused.name() + " refused: " + refused.reason());
        }
        for (String warning : ready.choice().warnings()) {
            incident.board().say(StepId.PREPARE_RESTORE, null, "Look at this before saying yes: " + warning);
        }
        for (Finding finding : ready.allFindings()) {
            incident.board().say(StepId.PREPARE_RESTORE, null, "Found, " + finding.line());
        }
        String how = ready.shadow().detail();
        return ready.choice().backup().name() + " "
                + Objects.requireNonNullElse(ready.choice().note(), "is restored beside")
                + (how.isEmpty() ? "" : " (" + how + ")") + "; it would give up "
                + Words.givenUp(ready.comparison()) + ". The swap: "
                + ready.shadow().swapMethod();
    }

    private static Prepared run(PrepareRestore child, PrepareRestore.Prepare command, Supplier<Boolean> liveIsStill) {
        Promise<Prepared> result = Async.function(child::prepare, command);
        Workflow.getWorkflowExecution(child).get();
        Workflow.await(() -> liveIsStill.get() || result.isCompleted());
        if (!result.isCompleted()) {
            child.compare();
        }
        return result.get();
    }

    private String drop() {
        return incident.ports()
                .lasting(DatabaseActivities.class, "Drop the restored copy")
                .dropShadow(new DatabaseActivities.Query(incident.ref(), database()))
                .detail();
    }

    private @Nullable String undoOf() {
        var undo = incident.request().undo();
        return incident.request().mode() == Mode.UNDO && undo != null ? undo.rollback() : null;
    }

    Database database() {
        return Objects.requireNonNull(incident.service().database());
    }
}
