package dev.lastgood.workflows.activities;

import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Finding;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.model.ShadowSource;
import dev.lastgood.workflows.model.SwapWay;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The port to databases: restore beside, compare, swap, swap back. The live database is never dropped. */
@ActivityInterface
public interface DatabaseActivities {

    /**
     * Looks, and changes nothing: reachable, rights to create and rename, programs of a fitting version, not the server of
     * Temporal or of the history, how the swap will be done, and what it will meet. Fails with the reasons, all of them,
     * where a restore could not work.
     */
    @ActivityMethod(name = "InspectDatabase")
    Inspection inspect(Query query);

    /**
     * The newest good state from before the damage: a backup, verified by reading it whole, or what stands on the server
     * already. Fails when there is none.
     */
    @ActivityMethod(name = "ChooseBackup")
    Backup.Choice chooseBackup(Choose choose);

    /**
     * Restores the backup into a database of this rollback's own, or takes the ready-made one that was chosen; finds a
     * finished one again, also after the swap.
     */
    @ActivityMethod(name = "RestoreShadow")
    Shadow restoreShadow(Restore restore);

    /** Table by table, what the restored data has and live has not, and the other way. After the swap: against the displaced. */
    @ActivityMethod(name = "CompareDatabases")
    Comparison compare(Compare compare);

    /** Puts the shadow in the live database's place in one transaction and keeps the displaced one. Swapped already: says so. */
    @ActivityMethod(name = "SwapDatabases")
    Swapped swap(Swap swap);

    /** Puts the displaced database back; the restored one is kept under its shadow's name. Never swapped: does nothing. */
    @ActivityMethod(name = "SwapDatabasesBack")
    Swapped swapBack(Swap swap);

    /** Drops what {@link #restoreShadow} made and gives back what it took, never what is live or was. Nothing there: does nothing. */
    @ActivityMethod(name = "DropShadow")
    Dropped dropShadow(Query query);

    /** Dumps the database (all, or the tables the catalog names) and proves the dump by reading it back. */
    @ActivityMethod(name = "EmergencyBackup")
    Backup emergencyBackup(Query query);

    record Query(RollbackRef rollback, Database database) {}

    /**
     * @param before only backups whose snapshot is older; null where nobody knows when the damage began
     * @param undoOf the key of the rollback whose displaced database is to be put back; then nothing else is chosen
     * @param dumpsOnly no restore points: the newest dump itself is what is asked for
     */
    record Choose(
            RollbackRef rollback,
            Database database,
            @Nullable Instant before,
            @Nullable String undoOf,
            boolean dumpsOnly) {
        public Choose(RollbackRef rollback, Database database, @Nullable Instant before) {
            this(rollback, database, before, null, false);
        }
    }

    /** @param source where the backup was chosen from */
    record Restore(RollbackRef rollback, Database database, Backup backup, ShadowSource source) {
        public Restore {
            source = source == null ? ShadowSource.BACKUP : source;
        }

        public Restore(RollbackRef rollback, Database database, Backup backup) {
            this(rollback, database, backup, ShadowSource.BACKUP);
        }
    }

    /**
     * @param sampled tables of which only so much is read, as in the comparison that this one is measured against
     * @param exact every row is read, however long it takes
     * @param shown what was measured before: tables that nobody has written to since need not be read again
     */
    record Compare(
            RollbackRef rollback,
            Database database,
            Shadow shadow,
            Backup backup,
            Map<String, Double> sampled,
            boolean exact,
            @Nullable Comparison shown) {
        @SuppressWarnings("NullAway") // Commands of older versions have no map.
        public Compare {
            sampled = sampled == null ? Map.of() : sampled;
        }

        public Compare(RollbackRef rollback, Database database, Shadow shadow, Backup backup) {
            this(rollback, database, shadow, backup, Map.of(), false, null);
        }

        /** Measures again what was shown: the same samples, so that the numbers can be set against each other. */
        public static Compare again(
                RollbackRef rollback, Database database, Shadow shadow, Backup backup, Comparison shown) {
            Map<String, Double> sampled = new TreeMap<>();
            shown.tables().stream().filter(it -> it.sampled() > 0).forEach(it -> sampled.put(it.table(), it.sampled()));
            return new Compare(rollback, database, shadow, backup, sampled, false, shown);
        }

        /** What was given up, to the row: measured after the swap, on the displaced database. */
        public static Compare exactly(RollbackRef rollback, Database database, Shadow shadow, Backup backup) {
            return new Compare(rollback, database, shadow, backup, Map.of(), true, null);
        }
    }

    record Swap(RollbackRef rollback, Database database, Shadow shadow) {}

    /**
     * @param version of the server, such as 15
     * @param bytes size of the live database
     * @param findings what the restore and the swap will meet; nothing of it stands in the way
     * @param way how the swap will be done, as {@code swapMethod} says in words
     */
    record Inspection(int version, long bytes, String swapMethod, List<Finding> findings, SwapWay way) {
        public Inspection {
            findings = findings == null ? List.of() : List.copyOf(findings);
            way = way == null ? SwapWay.RENAME : way;
        }

        public Inspection(int version, long bytes, String swapMethod, List<Finding> findings) {
            this(version, bytes, swapMethod, findings, SwapWay.RENAME);
        }

        public Inspection(int version, long bytes, String swapMethod) {
            this(version, bytes, swapMethod, List.of());
        }
    }

    /** @param detail what was done or found, as a sentence; with the milliseconds that logins waited */
    record Swapped(boolean changed, String detail) {}

    record Dropped(String detail) {}
}
