package dev.lastgood.workflows.displaced;

import dev.lastgood.workflows.activities.DisplacedActivities;
import dev.lastgood.workflows.activities.DisplacedActivities.Found;
import dev.lastgood.workflows.support.Ports;

/** {@inheritDoc} */
public final class ListDisplacedWorkflow implements ListDisplaced {
    @Override
    public Found list(Command command) {
        return new Ports(command.taskQueue())
                .quick(
                        DisplacedActivities.class,
                        "Look beside " + command.database().name())
                .list(new DisplacedActivities.Look(command.database()));
    }
}
