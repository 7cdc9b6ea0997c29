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
        String key = Workflow.getInfo().getRunId().replace("-", "").substring(0, 8);
        return new Ports(command.taskQueue())
                .quick(
                        MigrationActivities.class,
                        "Migrations of " + command.database().name())
                .list(new Query(new RollbackRef(command.service(), key), command.database()))
                .tables();
    }
}
