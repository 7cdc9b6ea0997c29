package dev.lastgood.activities.database.postgresql.salvage;

import dev.lastgood.workflows.activities.SalvageActivities.Extracted;
import dev.lastgood.workflows.activities.SalvageActivities.File;
import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.RollbackRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code salvage.json}: what was given up, and all that is needed to put it back, without Lastgood too.
 *
 * @param rollback its id
 * @param displaced the database that the rows were read from
 * @param extractedAt live has gone on since
 * @param tables those with rows, in the order in which foreign keys let them be put back
 */
record SalvagePlan(
        String rollback,
        String displaced,
        long displacedOid,
        long liveOid,
        Instant extractedAt,
        boolean withChanged,
        List<Table> tables) {

    /** @param key the columns that tell rows apart; empty: nothing does */
    record Table(
            String table,
            List<String> columns,
            List<String> key,
            @Nullable Csv lost,
            @Nullable Csv changed) {}

    /** @param file the artifact's name; CSV with a header, an empty field is NULL, {@code ""} an empty text */
    record Csv(String file, long rows, String sha256, long bytes) {}

    List<Table> withRows() {
        return tables.stream().filter(table -> table.lost() != null).toList();
    }

    Extracted extracted(RollbackRef ref, List<Artifact> artifacts) {
        List<File> files = new ArrayList<>();
        for (Table table : tables) {
            files.add(new File(table.table(), rows(table.lost()), rows(table.changed())));
        }
        return new Extracted(ref, displaced, extractedAt, files, artifacts);
    }

    private static long rows(@Nullable Csv csv) {
        return csv == null ? 0 : csv.rows();
    }
}
