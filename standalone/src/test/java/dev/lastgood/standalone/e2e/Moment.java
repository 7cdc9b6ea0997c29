package dev.lastgood.standalone.e2e;

import dev.lastgood.standalone.e2e.FaultCell.Held;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.Choice;

/** Where a rollback is held, so that something can be done to it there. */
enum Moment {
    /** The backup's file is being read. */
    VERIFY {
        @Override
        Held reach(FaultCell cell) throws Exception {
            cell.makeTheBackupLong();
            cell.start();
            return cell.stopWhileTheBackupIsRead();
        }
    },
    /** The tables are made, the first rows are about to be sent. */
    RESTORE {
        @Override
        Held reach(FaultCell cell) throws Exception {
            return cell.startHeldAt("FROM stdin", false);
        }
    },
    /** Rows are about to be hashed. */
    COMPARE {
        @Override
        Held reach(FaultCell cell) throws Exception {
            return cell.startHeldAt("hashint8extended(", false);
        }
    },
    /** The question is asked; the yes follows. */
    YES {
        @Override
        Held reach(FaultCell cell) throws Exception {
            cell.start();
            cell.lane.awaitQuestion(cell.shop, StepId.APPROVAL);
            return () -> {};
        }
    },
    /** The block that renames runs on the server, and is not through. */
    SWAP {
        @Override
        Held reach(FaultCell cell) throws Exception {
            cell.start();
            cell.lane.awaitQuestion(cell.shop, StepId.APPROVAL);
            return cell.answerAndHoldTheSwap(Choice.APPROVE);
        }
    },
    /** It is renamed, and the worker has not heard of it. */
    AFTER_SWAP {
        @Override
        Held reach(FaultCell cell) throws Exception {
            cell.start();
            cell.lane.awaitQuestion(cell.shop, StepId.APPROVAL);
            Wire.Hold hold = cell.wire.holdAt("DO $swap$", true);
            cell.lane.answer(cell.shop, Choice.APPROVE);
            hold.awaitReached();
            return hold::release;
        }
    },
    /** A deploy failed, all is taken back, and the block that renames back runs on the server. */
    UNDO {
        @Override
        Held reach(FaultCell cell) throws Exception {
            cell.shop.failBuild(true);
            cell.start();
            cell.lane.awaitQuestion(cell.shop, StepId.APPROVAL);
            cell.lane.answer(cell.shop, Choice.APPROVE);
            cell.lane.awaitQuestion(cell.shop, StepId.DEPLOY);
            cell.shop.failBuild(false);
            return cell.answerAndHoldTheSwap(Choice.UNDO);
        }
    },
    /** A rollback that had ended well is undone by one of its own, and the block that renames runs on the server. */
    FINISHED_UNDO {
        @Override
        Held reach(FaultCell cell) throws Exception {
            cell.start();
            cell.lane.approveToTheEnd(cell.shop);
            cell.lane.undo(cell.shop);
            cell.lane.awaitQuestion(cell.shop, StepId.APPROVAL);
            return cell.answerAndHoldTheSwap(Choice.APPROVE);
        }
    };

    abstract Held reach(FaultCell cell) throws Exception;
}
