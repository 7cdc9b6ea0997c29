package dev.lastgood.activities.database.postgresql;

import dev.lastgood.workflows.activities.DatabaseActivities.Choose;
import dev.lastgood.workflows.activities.DatabaseActivities.Query;
import dev.lastgood.workflows.activities.DatabaseActivities.Restore;
import dev.lastgood.workflows.activities.DatabaseActivities.Swap;
import dev.lastgood.workflows.activities.DatabaseActivities.Swapped;
import dev.lastgood.workflows.activities.ShadowActivities;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.ReadyShadow;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.model.ShadowSource;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** What the workflows of ready-made shadows do, on a patient. */
final class Shelved {
    private final Patient patient;

    Shelved(Patient patient) {
        this.patient = patient;
    }

    /** Another rollback or making of the same service. */
    RollbackRef another() {
        return new RollbackRef(
                patient.rollback.service(),
                String.format("%08x", ThreadLocalRandom.current().nextInt()));
    }

    ReadyShadow warm(Backup backup) {
        RollbackRef ref = another();
        patient.activities().restoreShadow(new Restore(ref, patient.database(), backup));
        return keepWarm(ref, backup);
    }

    ReadyShadow keepWarm(RollbackRef ref, Backup backup) {
        return patient.shadows()
                .keep(new ShadowActivities.Keep(ref, patient.database(), ShadowSource.WARM, backup, "all rows there"));
    }

    ShadowActivities.Copied copy(RollbackRef ref, String note) {
        return patient.shadows().copy(new ShadowActivities.Copy(ref, patient.database(), note));
    }

    List<ReadyShadow> list() {
        return patient.shadows()
                .list(new ShadowActivities.Query(patient.rollback, patient.database()))
                .shadows();
    }

    Backup.Choice choose(RollbackRef ref, Instant before) {
        return patient.activities().chooseBackup(new Choose(ref, patient.database(), before));
    }

    Backup.Choice chooseToUndo(RollbackRef ref, RollbackRef of) {
        return patient.activities().chooseBackup(new Choose(ref, patient.database(), null, of.key(), false));
    }

    Shadow restore(RollbackRef ref, Backup.Choice choice) {
        return patient.activities()
                .restoreShadow(new Restore(ref, patient.database(), choice.backup(), choice.source()));
    }

    Swapped swap(RollbackRef ref, Shadow shadow) {
        return patient.activities().swap(new Swap(ref, patient.database(), shadow));
    }

    Swapped swapBack(RollbackRef ref, Shadow shadow) {
        return patient.activities().swapBack(new Swap(ref, patient.database(), shadow));
    }

    String drop(RollbackRef ref) {
        return patient.activities()
                .dropShadow(new Query(ref, patient.database()))
                .detail();
    }

    ShadowActivities.Displaced findDisplaced(RollbackRef of) {
        return patient.shadows()
                .findDisplaced(new ShadowActivities.Undo(patient.rollback, patient.database(), of.key()));
    }

    /** All that Lastgood's ledgers say is of this patient, by what they say. */
    List<String> names() throws Exception {
        return List.of(patient.value(
                        "postgres",
                        "SELECT coalesce(string_agg(datname, '|' ORDER BY oid), '') FROM pg_database"
                                + " WHERE shobj_description(oid, 'pg_database') LIKE '{\"lastgood\"%'"
                                + " AND starts_with(datname, "
                                + dev.lastgood.activities.database.postgresql.server.Sql.literal(
                                        patient.name.substring(0, 12))
                                + ")")
                .split("\\|"));
    }
}
