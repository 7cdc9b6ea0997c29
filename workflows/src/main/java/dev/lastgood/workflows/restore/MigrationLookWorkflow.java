package dev.lastgood.workflows.restore;

import dev.lastgood.workflows.activities.MigrationActivities;
import dev.lastgood.workflows.activities.MigrationActivities.Query;
import dev.lastgood.workflows.model.MigrationTable;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.support.Ports;
import io.temporal.workflow.Workflow;
import java.util.List;

/** {@inheritDoc} */
public final class MigrationLookWorkflow implements MigrationLook {
    @Override
    public List<MigrationTable> look(Command command) {
        String key = RollbackRef.keyOf(Workflow.getInfo().getRunId());
        return new Ports(command.taskQueue())
                .quick(
                        MigrationActivities.class,
                        "Migrations of " + command.database().name())
                .list(new Query(new RollbackRef(command.service(), key), command.database()))
                .tables();
    }
}
