package dev.lastgood.workflows.restore;

import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Rehearsal;
import dev.lastgood.workflows.model.RollbackRef;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** Tries a reverse script on a copy, or runs the one that was approved. Its id is the lock on the database. */
@WorkflowInterface
public interface MigrationRollback {
    @WorkflowMethod(name = "MigrationRollback")
    Result run(Command command);

    /**
     * @param script as a person named it; null is the catalog's
     * @param approved what the person saw; null while it is only tried
     */
    record Command(
            RollbackRef rollback,
            Database database,
            @Nullable String script,
            @Nullable Rehearsal approved,
            @Nullable String taskQueue) {}

    /** @param rehearsal what it did on the copy; null when it was run */
    record Result(@Nullable Rehearsal rehearsal, String detail) {}
}
