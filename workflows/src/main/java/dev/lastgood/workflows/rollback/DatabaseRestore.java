package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.restore.Locks;
import dev.lastgood.workflows.restore.PrepareRestore.Prepared;
import dev.lastgood.workflows.restore.SwapRestore;
import dev.lastgood.workflows.restore.SwapRestore.Direction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the restored copy in the place of the live database, once a person has said yes, and takes that back. */
final class DatabaseRestore {
    private final Incident incident;
    private final Aftermath aftermath;
    private final RestoredCopy copy;
    private @Nullable GivenUp givenUp;

    DatabaseRestore(Incident incident) {
        this.incident = incident;
        this.aftermath = new Aftermath(incident);
        this.copy = new RestoredCopy(incident);
    }

    RestoredCopy copy() {
        return copy;
    }

    Aftermath aftermath() {
        return aftermath;
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
        Prepared ready = copy.prepared();
        if (ready == null) {
            notNeeded("nothing was restored: " + StepId.PREPARE_RESTORE.title() + " was skipped");
            return false;
        }
        Comparison shown = ready.comparison();
        if (shown.same() && !shown.sampled()) {
            notNeeded("live is as the backup is: nothing to swap");
            copy.dropUnneeded();
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

    private void approve(Prepared ready, Comparison shown) {
        new Consent(incident).ask(StepId.APPROVAL, copy.question(ready, shown), "the restore");
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
                givenUp = new GivenUp(incident, copy.database(), ready, approved);
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
        return back.detail() + "; " + copy.dropUnneeded();
    }

    private void notNeeded(String why) {
        for (StepId step : List.of(StepId.APPROVAL, StepId.SWAP)) {
            incident.board().ended(step, RollbackStatus.State.SKIPPED, null, why);
        }
    }

    private SwapRestore.Result swapChild(
            Direction direction, Shadow shadow, @Nullable Backup backup, @Nullable Comparison approved) {
        Database database = copy.database();
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
}
