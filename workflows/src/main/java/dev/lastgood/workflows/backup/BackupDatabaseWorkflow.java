package dev.lastgood.workflows.backup;

import dev.lastgood.workflows.activities.BackupActivities;
import dev.lastgood.workflows.activities.BackupActivities.Made;
import dev.lastgood.workflows.activities.BackupActivities.Query;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.rollback.Words;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import dev.lastgood.workflows.support.Ports;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.util.List;

/** {@inheritDoc} */
public final class BackupDatabaseWorkflow implements BackupDatabase {
    @Override
    public Result backup(Order order) {
        String id = BackupDatabase.id(order.service());
        if (!Workflow.getInfo().getWorkflowId().equals(id)) {
            throw Failures.permanent(
                    FailureType.BAD_START,
                    "a backup of " + order.service() + " must run as " + id + ", which makes it the only one");
        }
        // The first run's id outlives a reset, so that a second try finds what the first one made.
        String key = RollbackRef.keyOf(Workflow.getInfo().getFirstExecutionRunId());
        var ports = new Ports(order.taskQueue());
        var query = new Query(new RollbackRef(order.service(), key), order.database());
        Made made = ports.lasting(
                        BackupActivities.class,
                        "Back up " + order.database().name() + " on "
                                + order.database().server())
                .make(query);
        try {
            List<String> removed = ports.lasting(BackupActivities.class, "Remove old backups")
                    .removeOld(query)
                    .names();
            return new Result(made.backup(), summary(made), removed, List.of());
        } catch (ActivityFailure failure) {
            Failures.rethrowCancellation(failure);
            return new Result(
                    made.backup(),
                    summary(made),
                    List.of(),
                    List.of("old backups could not be removed: " + Failures.reason(failure)));
        }
    }

    private static String summary(Made made) {
        return made.backup().name() + " is in place and was read back: " + made.tables() + " tables, " + made.rows()
                + " rows, " + Words.bytes(made.backup().bytes()) + " (" + made.format() + "), as of "
                + Words.minute(made.snapshotAt())
                + (made.how().isEmpty() ? "" : "; " + made.how());
    }
}
