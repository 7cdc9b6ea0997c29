package dev.lastgood.workflows.displaced;

import dev.lastgood.workflows.activities.DisplacedActivities.Found;
import dev.lastgood.workflows.model.Database;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** Looks which databases of Lastgood's making lie on a server. A workflow, as only a worker reaches the server. */
@WorkflowInterface
public interface ListDisplaced {
    @WorkflowMethod(name = "ListDisplaced")
    Found list(Command command);

    record Command(Database database, @Nullable String taskQueue) {}
}
