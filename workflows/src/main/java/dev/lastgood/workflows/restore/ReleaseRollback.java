package dev.lastgood.workflows.restore;

import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Target;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** Puts a release in place on any platform. Its id is the lock on what services share there. */
@WorkflowInterface
public interface ReleaseRollback {
    @WorkflowMethod(name = "ReleaseRollback")
    String deploy(Command command);

    record Command(
            RollbackRef rollback,
            Target target,
            Release release,
            @Nullable String taskQueue) {}
}
