package dev.lastgood.workflows.activities;

import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Finding;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Target;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at what a rollback would meet, and writes nothing anywhere: no file, no database, nothing that a rollback would find. */
@ActivityInterface
public interface PlanActivities {

    /** What runs, and what would be gone back to. */
    @ActivityMethod(name = "LookAtRelease")
    Releases release(ReleaseLook look);

    /** What the restore and the swap would meet. */
    @ActivityMethod(name = "LookAtDatabase")
    Ground database(DatabaseLook look);

    /** Which backup would be taken; it is listed, and not read. */
    @ActivityMethod(name = "LookForBackup")
    Listed backup(BackupLook look);

    /** Reads it back. */
    @ActivityMethod(name = "LookAtKillSwitch")
    Switch killSwitch(SwitchLook look);

    /** @param previous which one to go back to is looked up too */
    record ReleaseLook(
            RollbackRef rollback, Target target, @Nullable String toRelease, boolean previous) {}

    /**
     * @param to what would be gone back to; null where that is not asked or there is none
     * @param inTheWay why there is none
     */
    record Releases(
            Release running, @Nullable Release to, @Nullable String inTheWay) {}

    record DatabaseLook(RollbackRef rollback, Database database) {}

    /** @param summary version, size, and how the swap would be done; findings may stand in the way */
    record Ground(String summary, List<Finding> findings) {
        public Ground {
            findings = List.copyOf(findings);
        }
    }

    /** @param before only those that are older; null where nobody knows */
    record BackupLook(
            RollbackRef rollback,
            Database database,
            @Nullable Instant before) {}

    /** @param inTheWay why there is none */
    record Listed(Backup.@Nullable Choice choice, @Nullable String inTheWay) {}

    record SwitchLook(Target killSwitch) {}

    /** @param on null where it can't be read back */
    record Switch(@Nullable Boolean on) {}
}
