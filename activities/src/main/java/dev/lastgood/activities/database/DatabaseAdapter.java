package dev.lastgood.activities.database;

import dev.lastgood.workflows.activities.DatabaseActivities;
import dev.lastgood.workflows.activities.PlanActivities;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.ApplicationFailure;

/** One kind of database. What each method promises stands at the port that it extends. */
public interface DatabaseAdapter extends DatabaseActivities {

    /** As {@code Database.type()} names it, such as {@code postgresql}. */
    String type();

    /** As {@link #inspect}, for a plan: what stands in the way is among the findings, and nothing at all is written. */
    default PlanActivities.Ground ground(Query query) {
        throw unsupported();
    }

    /** As {@link #chooseBackup}, for a plan: by what is listed, without reading the backup or fetching it. */
    default Backup.Choice listed(Choose choose) {
        throw unsupported();
    }

    private ApplicationFailure unsupported() {
        return Failures.permanent(
                FailureType.CONFIGURATION, "databases of type " + type() + " can't be looked at beforehand");
    }
}
