package dev.lastgood.workflows.shadows;

import dev.lastgood.workflows.activities.DatabaseActivities;
import dev.lastgood.workflows.activities.ShadowActivities;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.ReadyShadow;
import dev.lastgood.workflows.model.ShadowSource;
import dev.lastgood.workflows.rollback.Words;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** {@inheritDoc} */
public final class RestorePointWorkflow implements RestorePoint {
    /** Platforms know the time of a deploy to the second: one that begins after this is later than the copy. */
    private static final Duration NEXT_SECOND = Duration.ofSeconds(1);

    @Override
    public ShadowOutcome make(ShadowOrder order) {
        var making = new Making(order, "a restore point");
        try {
            return making.refuseOtherIds(RestorePoint.id(order.service().ref())).orElseGet(() -> copy(making, order));
        } catch (TemporalFailure failure) {
            return making.failed("No restore point", failure);
        }
    }

    private static ShadowOutcome copy(Making making, ShadowOrder order) {
        Database database = order.database();
        making.databases("Look at " + database.name() + " on " + database.server())
                .inspect(new DatabaseActivities.Query(making.ref(), database));
        making.shadows("See whether there is room")
                .roomFor(new ShadowActivities.Ask(making.ref(), database, ShadowSource.RESTORE_POINT));
        var copied = making.shadows("Copy " + database.name() + " on the server")
                .copy(new ShadowActivities.Copy(making.ref(), database, order.note()));
        ReadyShadow point = copied.point();
        if (point == null) {
            point = dumpAndRestore(making, database, order);
        }
        Workflow.sleep(NEXT_SECOND);
        return new ShadowOutcome(
                true,
                "Restore point " + point.database() + " of " + database.name() + " stands ready, as of "
                        + Words.clock(point.takenAt()) + " UTC: " + copied.detail() + ".",
                point);
    }

    /** The slow way, which nobody notices. */
    private static ReadyShadow dumpAndRestore(Making making, Database database, ShadowOrder order) {
        Backup dump = making.databases("Dump " + database.name())
                .emergencyBackup(new DatabaseActivities.Query(making.ref(), database));
        making.databases("Restore " + dump.name() + " beside " + database.name())
                .restoreShadow(new DatabaseActivities.Restore(making.ref(), database, dump));
        return making.shadows("Keep it ready, and drop those past their time")
                .keep(new ShadowActivities.Keep(
                        making.ref(), database, ShadowSource.RESTORE_POINT, dump, order.note()));
    }
}
