package dev.lastgood.workflows.activities;

import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.ServiceRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows that a restore gave up: kept as files, looked at, put back. */
@ActivityInterface
public interface SalvageActivities {

    /**
     * Writes the rows that are in the displaced database and not in live as CSV, one artifact a table, and {@code salvage.json}.
     * Written already: left alone, as live has moved on since. Fails where nothing was restored.
     */
    @ActivityMethod(name = "ExtractSalvage")
    Extracted extract(Extract extract);

    /** Says of each row whether it can go back into live now, and why not. Writes nothing but temporary tables. */
    @ActivityMethod(name = "PreviewSalvage")
    Preview preview(Query query);

    /** Puts back the rows that can go back, all in one transaction, and lists the others as CSV. Done already: says so. */
    @ActivityMethod(name = "ApplySalvage")
    Applied apply(Apply apply);

    /**
     * @param key the rollback's, eight digits or with its service before it; null: the one whose restore is live now
     * @param changed whether rows that live has with other values are written too
     */
    record Extract(
            ServiceRef service, Database database, @Nullable String key, boolean changed) {}

    /**
     * @param displaced the database that the rows come from
     * @param tables those with rows, in an order in which foreign keys let them be put back
     */
    record Extracted(
            RollbackRef rollback, String displaced, Instant extractedAt, List<File> tables, List<Artifact> artifacts) {
        public long rows() {
            return tables.stream().mapToLong(File::rows).sum();
        }
    }

    /** @param changed rows that live had with other values; 0 where that was not asked */
    record File(String table, long rows, long changed) {}

    /**
     * @param tables which; as the catalog writes them, such as {@code orders} or {@code shop.*}; none: all
     * @param fireTriggers whether the application's triggers fire for rows that are put back, where that can be chosen
     */
    record Query(RollbackRef rollback, Database database, List<String> tables, boolean fireTriggers) {}

    /** @param order names this one order, so that a retry finds its own work */
    record Apply(Query query, String order, String by) {}

    /**
     * @param triggers of the application, on insert into these tables: each with whether it fires
     * @param notes what a person has to know besides
     */
    record Preview(List<Table> tables, List<String> triggers, List<String> notes) {
        public long fit() {
            return tables.stream().mapToLong(Table::fit).sum();
        }

        public long leftOut() {
            return tables.stream()
                    .flatMap(table -> table.reasons().stream())
                    .mapToLong(Reason::rows)
                    .sum();
        }
    }

    /**
     * @param fit rows that can go back, or went
     * @param there rows that live has already, just so
     */
    record Table(String table, long rows, long fit, long there, List<Reason> reasons) {}

    /** @param examples keys of some of the rows */
    record Reason(String why, long rows, List<String> examples) {}

    /** @param detail what was done or found, as a sentence */
    record Applied(Preview preview, List<Artifact> leftOut, String detail) {}
}
