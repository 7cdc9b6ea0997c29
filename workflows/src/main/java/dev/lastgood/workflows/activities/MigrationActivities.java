package dev.lastgood.workflows.activities;

import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.MigrationTable;
import dev.lastgood.workflows.model.Rehearsal;
import dev.lastgood.workflows.model.RollbackRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The port to reverse scripts and to the tables of migration tools. */
@ActivityInterface
public interface MigrationActivities {

    /**
     * Reads the script, refuses what can't run in one transaction, and tries the rest on a copy of the live database, where
     * it is rolled back. The copy is dropped before this ends.
     */
    @ActivityMethod(name = "RehearseScript")
    Rehearsal rehearse(Rehearse rehearse);

    /** Drops a copy that {@link #rehearse} left behind when its worker died. Nothing there: does nothing. */
    @ActivityMethod(name = "DropRehearsal")
    Done dropRehearsal(Query query);

    /** Runs the script on the live database in one transaction. Once it has committed it is never run again by this rollback. */
    @ActivityMethod(name = "RunScript")
    Ran run(Run run);

    /** Whether this rollback's script has committed; ends whatever still runs it first. */
    @ActivityMethod(name = "LookForScript")
    Ran look(Query query);

    /** Marks failed migrations as rolled back, as their tool would. None: does nothing. */
    @ActivityMethod(name = "MarkMigrations")
    Done mark(Query query);

    /** What has been migrated, failed, or is still to come. Changes nothing. */
    @ActivityMethod(name = "ListMigrations")
    Listed list(Query query);

    record Query(RollbackRef rollback, Database database) {}

    /** @param script as a person named it; null is the catalog's */
    record Rehearse(
            RollbackRef rollback,
            Database database,
            @Nullable String script) {}

    /** @param approved what the person saw: a script with another checksum is refused */
    record Run(RollbackRef rollback, Database database, Rehearsal approved) {}

    /** @param committed whether the script's changes are in the database */
    record Ran(boolean committed, String detail) {}

    record Done(String detail) {}

    record Listed(List<MigrationTable> tables) {}
}
