package dev.lastgood.workflows.restore;

import dev.lastgood.workflows.activities.DatabaseActivities;
import dev.lastgood.workflows.activities.DatabaseActivities.Compare;
import dev.lastgood.workflows.activities.DatabaseActivities.Swap;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.support.Ports;

/** {@inheritDoc} */
public final class SwapRestoreWorkflow implements SwapRestore {
    @Override
    public Result swap(Command command) {
        var ports = new Ports(command.taskQueue());
        var swap = new Swap(command.rollback(), command.database(), command.shadow());
        String name = command.database().name();
        if (command.direction() == Direction.BACK) {
            var back = ports.lasting(DatabaseActivities.class, "Swap " + name + " back")
                    .swapBack(swap);
            return new Result(back.stands(), null, back.detail());
        }
        Comparison approved = command.approved();
        Backup backup = command.backup();
        if (approved != null && backup != null) {
            Comparison now = ports.lasting(DatabaseActivities.class, "Measure again what the restore gives up")
                    .compare(Compare.again(command.rollback(), command.database(), command.shadow(), backup, approved));
            if (now.driftFrom(approved) > command.driftTolerance()) {
                return new Result(false, now, "live has moved on since the yes");
            }
        }
        var swapped = ports.lasting(
                        DatabaseActivities.class, "Put " + command.shadow().database() + " in the place of " + name)
                .swap(swap);
        return new Result(true, null, swapped.detail());
    }
}
