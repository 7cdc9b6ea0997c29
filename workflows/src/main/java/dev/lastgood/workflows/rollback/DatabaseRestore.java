package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.activities.DatabaseActivities;
import dev.lastgood.workflows.activities.ShadowActivities;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Finding;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.restore.Locks;
import dev.lastgood.workflows.restore.PrepareRestore;
import dev.lastgood.workflows.restore.PrepareRestore.Prepared;
import dev.lastgood.workflows.restore.SwapRestore;
import dev.lastgood.workflows.restore.SwapRestore.Direction;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Restores beside the live database, asks, and swaps. */
final class DatabaseRestore {
    private final Incident incident;
    private final Aftermath aftermath;
    private @Nullable Prepared prepared;
    private @Nullable Instant damagedSince;
    private @Nullable GivenUp givenUp;

    DatabaseRestore(Incident incident) {
        this.incident = incident;
        this.aftermath = new Aftermath(incident);
    }

    Aftermath aftermath() {
        return aftermath;
    }

    /** Runs while the service is being contained; compares as soon as {@code liveIsStill}. */
    void prepare(@Nullable Instant since, Supplier<Boolean> liveIsStill) {
        damagedSince = since;
        if (!incident.board().plan().has(StepId.PREPARE_RESTORE)) {
            return;
        }
        incident.undos()
                .register(new Undos.Undo(
                        StepId.PREPARE_RESTORE,
                        "a restored copy lies beside the live database",
                        false,
                        this::dropShadow));
        incident.steps().run(StepId.PREPARE_RESTORE, () -> prepareNow(liveIsStill));
    }

    boolean isPrepared() {
        return prepared != null;
    }

    /**
     * Asks until the yes and the data agree, then swaps. {@code beforeSwap} runs between the first yes and the swap.
     *
     * @return whether the restored database is live
     */
    boolean restore(Runnable beforeSwap) {
        if (!incident.board().plan().has(StepId.SWAP)) {
            return false;
        }
        Prepared ready = prepared;
        if (ready == null) {
            notNeeded("nothing was restored: " + StepId.PREPARE_RESTORE.title() + " was skipped");
            return false;
        }
        Comparison shown = ready.comparison();
        if (shown.same() && !shown.sampled()) {
            notNeeded("live is as the backup is: nothing to swap");
            dropTheUnneeded();
            return false;
        }
        while (true) {
            approve(ready, shown);
            beforeSwap.run();
            Comparison drifted = swap(ready, shown);
            if (drifted == null) {
                return incident.steps().stands(StepId.SWAP);
            }
            incident.undos().forget(StepId.SWAP);
            incident.board().comparison(drifted);
            incident.board()
                    .say(StepId.SWAP, null, "Live has moved on since the yes: asking again with the new numbers");
            shown = drifted;
        }
    }

    /** What was given up is known to the row by now, or is waited for a while: the report is to say it. */
    void settle() {
        if (givenUp != null) {
            givenUp.settle();
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

    private @Nullable String undoOf() {
        var undo = incident.request().undo();
        return incident.request().mode() == Mode.UNDO && undo != null ? undo.rollback() : null;
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

    private void approve(Prepared ready, Comparison shown) {
        new Consent(incident)
                .ask(
                        StepId.APPROVAL,
                        Questions.restore(ready, shown, database(), damagedSince, undoOf()),
                        "the restore");
    }

    private @Nullable Comparison swap(Prepared ready, Comparison approved) {
        incident.undos()
                .register(new Undos.Undo(
                        StepId.SWAP, "the restored database is live", false, () -> swapBack(ready.shadow())));
        var drifted = new Comparison[1];
        boolean stands = incident.steps().run(StepId.SWAP, () -> {
            var result = swapChild(Direction.IN, ready.shadow(), ready.choice().backup(), approved);
            drifted[0] = result.drifted();
            return result.detail();
        });
        if (drifted[0] != null) {
            incident.board().ended(StepId.SWAP, RollbackStatus.State.PENDING, null, "live has moved on since the yes");
        } else if (stands) {
            incident.undos().keep(ready.shadow().kept());
            incident.undos().forget(StepId.PREPARE_RESTORE);
            if (ready.shadow().displaces()) {
                keepDisplaced(ready.shadow(), approved);
                givenUp = new GivenUp(incident, database(), ready, approved);
                givenUp.measure();
            }
        }
        return drifted[0];
    }

    private void keepDisplaced(Shadow shadow, Comparison approved) {
        if (approved.givenUp() > 0) {
            incident.undos().keep(Words.salvage(approved, incident.service().ref()));
        }
        aftermath.kept(shadow.displaced(), shadow.liveOid(), approved);
        aftermath.keepRows(approved);
    }

    private String swapBack(Shadow shadow) {
        if (givenUp != null) {
            givenUp.stop();
        }
        var back = swapChild(Direction.BACK, shadow, null, null);
        incident.undos().unkeep();
        if (back.swapped() || incident.steps().stands(StepId.SWAP)) {
            incident.undos().keep(shadow.keptAfterUndo());
            if (shadow.displaces()) {
                aftermath.kept(shadow.database(), shadow.oid(), null);
            }
        }
        return back.detail() + "; " + dropTheUnneeded();
    }

    private void notNeeded(String why) {
        for (StepId step : List.of(StepId.APPROVAL, StepId.SWAP)) {
            incident.board().ended(step, RollbackStatus.State.SKIPPED, null, why);
        }
    }

    /** A copy that can't be dropped costs room and nothing else, so nothing is held up by it. */
    private String dropTheUnneeded() {
        try {
            String detail = dropShadow();
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

    private SwapRestore.Result swapChild(
            Direction direction, Shadow shadow, @Nullable Backup backup, @Nullable Comparison approved) {
        Database database = database();
        var command = new SwapRestore.Command(
                incident.ref(),
                database,
                direction,
                shadow,
                backup,
                approved,
                incident.service().approval().driftTolerance(),
                incident.service().taskQueue());
        return Locks.run(
                SwapRestore.class,
                database.lockId(),
                (direction == Direction.IN ? "Swap " : "Swap back ") + database.name(),
                incident.board()::say,
                child -> child.swap(command));
    }

    private String dropShadow() {
        return incident.ports()
                .lasting(DatabaseActivities.class, "Drop the restored copy")
                .dropShadow(new DatabaseActivities.Query(incident.ref(), database()))
                .detail();
    }

    private Database database() {
        return Objects.requireNonNull(incident.service().database());
    }
}
