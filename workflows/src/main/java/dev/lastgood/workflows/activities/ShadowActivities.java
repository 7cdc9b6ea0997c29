package dev.lastgood.workflows.activities;

import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.ReadyShadow;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.ShadowSource;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The port to what stands ready on the server before anybody needs it: warm shadows, restore points, displaced databases. */
@ActivityInterface
public interface ShadowActivities {

    /** Looks whether what that rollback displaced can be put back, and changes nothing. Fails with why it can't. */
    @ActivityMethod(name = "FindDisplaced")
    Displaced findDisplaced(Undo undo);

    /** Fails with the reason when one more of that kind would be more than the catalog allows. */
    @ActivityMethod(name = "RoomForShadow")
    Room roomFor(Ask ask);

    /** Lays the finished restore of this key ready, and only then drops those that it takes the place of. */
    @ActivityMethod(name = "KeepShadow")
    ReadyShadow keep(Keep keep);

    /** Copies the live database on the server, where the catalog allows that its users wait. Made already: finds it. */
    @ActivityMethod(name = "CopyDatabase")
    Copied copy(Copy copy);

    /** All of this database that stand ready or were taken by a rollback; the newest first. */
    @ActivityMethod(name = "ListShadows")
    Listed list(Query query);

    /** @param of the key of the rollback that is to be undone */
    record Undo(RollbackRef rollback, Database database, String of) {}

    /** @param since when it was displaced, where its ledger says so */
    record Displaced(String database, @Nullable Instant since) {}

    record Listed(List<ReadyShadow> shadows) {}

    record Query(RollbackRef rollback, Database database) {}

    /** @param kind WARM or RESTORE_POINT */
    record Ask(RollbackRef rollback, Database database, ShadowSource kind) {}

    /** @param detail what there is and what may be, as a sentence */
    record Room(String detail) {}

    /** @param backup what was restored */
    record Keep(
            RollbackRef rollback,
            Database database,
            ShadowSource kind,
            Backup backup,
            @Nullable String note) {}

    record Copy(
            RollbackRef rollback,
            Database database,
            @Nullable String note) {}

    /**
     * @param point null where the catalog does not allow that users wait: it has to be dumped and restored instead
     * @param detail how it went, or why not, as a sentence
     */
    record Copied(@Nullable ReadyShadow point, String detail) {}
}
