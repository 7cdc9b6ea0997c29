package dev.lastgood.workflows.restore;

import dev.lastgood.workflows.activities.MigrationActivities;
import dev.lastgood.workflows.activities.MigrationActivities.Rehearse;
import dev.lastgood.workflows.activities.MigrationActivities.Run;
import dev.lastgood.workflows.model.Rehearsal;
import dev.lastgood.workflows.support.Ports;

/** {@inheritDoc} */
public final class MigrationRollbackWorkflow implements MigrationRollback {
    @Override
    public Result run(Command command) {
        var ports = new Ports(command.taskQueue());
        String name = command.database().name();
        Rehearsal approved = command.approved();
        if (approved != null) {
            var ran = ports.lasting(MigrationActivities.class, "Run " + approved.script() + " on " + name)
                    .run(new Run(command.rollback(), command.database(), approved));
            return new Result(null, ran.detail());
        }
        Rehearsal rehearsal = ports.lasting(MigrationActivities.class, "Try the reverse script on a copy of " + name)
                .rehearse(new Rehearse(command.rollback(), command.database(), command.script()));
        return new Result(rehearsal, rehearsal.script() + " works on a copy");
    }
}
