package dev.lastgood.workflows.restore;

import dev.lastgood.workflows.activities.DatabaseActivities;
import dev.lastgood.workflows.activities.DatabaseActivities.Choose;
import dev.lastgood.workflows.activities.DatabaseActivities.Compare;
import dev.lastgood.workflows.activities.DatabaseActivities.Inspection;
import dev.lastgood.workflows.activities.DatabaseActivities.Query;
import dev.lastgood.workflows.activities.DatabaseActivities.Restore;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.model.ShadowSource;
import dev.lastgood.workflows.support.Ports;
import io.temporal.workflow.Workflow;

/** {@inheritDoc} */
public final class PrepareRestoreWorkflow implements PrepareRestore {
    private boolean liveIsStill;

    @Override
    public Prepared prepare(Prepare prepare) {
        var ports = new Ports(prepare.taskQueue());
        var rollback = prepare.rollback();
        var database = prepare.database();
        Inspection inspection = ports.lasting(
                        DatabaseActivities.class, "Look at " + database.name() + " on " + database.server())
                .inspect(new Query(rollback, database));
        String undoOf = prepare.undoOf();
        Backup.Choice choice = ports.lasting(
                        DatabaseActivities.class,
                        undoOf == null
                                ? "Find the newest good backup from before the damage"
                                : "Find what rollback " + undoOf + " displaced")
                .chooseBackup(new Choose(rollback, database, prepare.before(), undoOf, false));
        boolean ready = choice.source() != ShadowSource.BACKUP;
        Shadow shadow = ports.lasting(
                        DatabaseActivities.class,
                        ready
                                ? "Take " + choice.backup().name() + ", which stands ready"
                                : "Restore " + choice.backup().name() + " beside " + database.name())
                .restoreShadow(new Restore(rollback, database, choice.backup(), choice.source()));
        Workflow.await(() -> liveIsStill);
        Comparison comparison = ports.lasting(
                        DatabaseActivities.class, "Compare " + shadow.database() + " with " + database.name())
                .compare(new Compare(rollback, database, shadow, choice.backup()));
        return new Prepared(choice, shadow, comparison, inspection.findings());
    }

    @Override
    public void compare() {
        liveIsStill = true;
    }
}
