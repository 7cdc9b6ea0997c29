package dev.lastgood.workflows.restore;

import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.MigrationTable;
import dev.lastgood.workflows.model.ServiceRef;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks how a service's migrations stand, and changes nothing. */
@WorkflowInterface
public interface MigrationLook {
    @WorkflowMethod(name = "MigrationLook")
    List<MigrationTable> look(Command command);

    record Command(
            ServiceRef service, Database database, @Nullable String taskQueue) {

        public String workflowId() {
            return "migrations-" + service.environment() + "-" + service.service();
        }
    }
}
