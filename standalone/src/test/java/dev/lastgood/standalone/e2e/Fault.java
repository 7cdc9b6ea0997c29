package dev.lastgood.standalone.e2e;

import java.io.IOException;

/** Something that is done to a real part at some moment. */
enum Fault {
    WORKER_KILLED {
        @Override
        void begin(FaultCell cell) {
            cell.lane.worker.kill();
        }
    },
    SERVER_RESTARTED {
        @Override
        void begin(FaultCell cell) {
            cell.server.restart();
        }
    },
    SERVER_KILLED {
        @Override
        void begin(FaultCell cell) throws IOException {
            cell.server.kill();
        }
    },
    CONNECTION_CUT {
        @Override
        void begin(FaultCell cell) {
            cell.wire.cut();
        }
    },
    DISK_FULL {
        @Override
        void begin(FaultCell cell) throws IOException {
            cell.server.fill();
        }

        @Override
        void end(FaultCell cell) throws IOException, InterruptedException {
            cell.awaitQuestionOrEnd();
            cell.server.makeRoom();
        }
    },
    /** Emptied first: on Linux a reader goes on with a file that was only deleted, over a network it does not. */
    BACKUP_GONE {
        @Override
        void begin(FaultCell cell) throws IOException {
            cell.loseTheBackup();
        }

        @Override
        void end(FaultCell cell) throws IOException, InterruptedException {
            cell.awaitQuestionOrEnd();
            cell.bringTheBackupBack();
        }
    },
    TEMPORAL_STOPPED {
        @Override
        void begin(FaultCell cell) throws IOException, InterruptedException {
            FaultCell.signal("STOP", cell.lane.site().temporalPid());
        }

        @Override
        void end(FaultCell cell) throws IOException, InterruptedException {
            Thread.sleep(FaultCell.TEMPORAL_AWAY.toMillis());
            FaultCell.signal("CONT", cell.lane.site().temporalPid());
        }
    };

    /** While the work is held. */
    abstract void begin(FaultCell cell) throws IOException, InterruptedException;

    /** Once the work is let go. */
    void end(FaultCell cell) throws IOException, InterruptedException {}
}
