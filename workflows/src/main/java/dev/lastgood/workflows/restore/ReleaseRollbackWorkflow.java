package dev.lastgood.workflows.restore;

import dev.lastgood.workflows.activities.ReleaseActivities;
import dev.lastgood.workflows.support.Ports;

/** {@inheritDoc} */
public final class ReleaseRollbackWorkflow implements ReleaseRollback {
    @Override
    public String deploy(Command command) {
        var target = command.target();
        return new Ports(command.taskQueue())
                .lasting(
                        ReleaseActivities.class,
                        "Put " + command.release().name() + " of " + target.name() + " in place")
                .deploy(new ReleaseActivities.Deploy(command.rollback(), target, command.release()))
                .detail();
    }
}
