package dev.lastgood.workflows.shadows;

import dev.lastgood.workflows.activities.DatabaseActivities;
import dev.lastgood.workflows.activities.ShadowActivities;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.model.ShadowSource;
import dev.lastgood.workflows.rollback.Words;
import io.temporal.failure.TemporalFailure;

/** {@inheritDoc} */
public final class WarmShadowWorkflow implements WarmShadow {
    @Override
    public ShadowOutcome refresh(ShadowOrder order) {
        var making = new Making(order, "the restore test");
        try {
            return making.refuseOtherIds(WarmShadow.id(order.service().ref()))
                    .orElseGet(() -> restore(making, order.database()));
        } catch (TemporalFailure failure) {
            return making.failed("The restore test failed", failure);
        }
    }

    private static ShadowOutcome restore(Making making, Database database) {
        var databases = making.databases("Look at " + database.name() + " on " + database.server());
        databases.inspect(new DatabaseActivities.Query(making.ref(), database));
        Backup.Choice choice = making.databases("Find the newest good backup")
                .chooseBackup(new DatabaseActivities.Choose(making.ref(), database, null, null, true));
        Backup backup = choice.backup();
        if (choice.source() == ShadowSource.WARM) {
            return new ShadowOutcome(
                    true, "There is no newer good backup: " + backup.name() + " " + choice.note() + ".", null);
        }
        making.shadows("See whether there is room")
                .roomFor(new ShadowActivities.Ask(making.ref(), database, ShadowSource.WARM));
        Shadow shadow = making.databases("Restore " + backup.name() + " beside " + database.name())
                .restoreShadow(new DatabaseActivities.Restore(making.ref(), database, backup));
        Comparison comparison = making.databases("Compare " + shadow.database() + " with " + database.name())
                .compare(new DatabaseActivities.Compare(making.ref(), database, shadow, backup));
        String result = result(comparison);
        var kept = making.shadows("Keep it ready, and drop the one before it")
                .keep(new ShadowActivities.Keep(making.ref(), database, ShadowSource.WARM, backup, result));
        return new ShadowOutcome(
                true, "Backup " + backup.name() + " is restored and stands ready: " + result + ".", kept);
    }

    private static String result(Comparison comparison) {
        long rows = comparison.tables().stream()
                .mapToLong(Comparison.Table::backupRows)
                .sum();
        return comparison.tables().size() + " tables with " + rows + " rows; live had " + Words.givenUp(comparison)
                + " more, " + comparison.comingBack() + " fewer, " + comparison.changed() + " changed";
    }
}
