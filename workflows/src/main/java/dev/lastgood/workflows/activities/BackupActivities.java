package dev.lastgood.workflows.activities;

import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.RollbackRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import java.util.List;

/** The port to making backups: where, under which name and for how long stands in the database's settings. */
@ActivityInterface
public interface BackupActivities {

    /** Dumps one snapshot, proves it by reading it back, and puts it where backups lie. Finds what an earlier try finished. */
    @ActivityMethod(name = "MakeBackup")
    Made make(Query query);

    /** Removes the old backups that nothing keeps; never the newest good one. */
    @ActivityMethod(name = "RemoveOldBackups")
    Removed removeOld(Query query);

    /** @param run the service, and the key of this run: a second try has the same */
    record Query(RollbackRef run, Database database) {}

    /**
     * @param snapshotAt the state that is in it
     * @param format such as {@code directory}
     * @param how what an earlier try had done already; empty: nothing
     */
    record Made(Backup backup, Instant snapshotAt, int tables, long rows, String format, String how) {}

    record Removed(List<String> names) {}
}
