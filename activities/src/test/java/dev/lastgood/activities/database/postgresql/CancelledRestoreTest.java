package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.workflows.model.Backup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("R10")
class CancelledRestoreTest {
    @Test
    void aCancelledRestoreStopsAtOnceLeavesNothingRunningAndCanBeRunAgain(@TempDir Path folder) throws Exception {
        try (Patient patient = new Patient(folder)) {
            Backup good = patient.dump("20261119-020000");
            Backup endless = patient.dump(Patient.BACKUP_TIME);
            String plain = new String(patient.plain(), StandardCharsets.UTF_8);
            String sleeping = plain.replaceFirst(
                    "CREATE INDEX", "CREATE MATERIALIZED VIEW public.m AS SELECT 1 FROM pg_sleep(100);\nCREATE INDEX");
            patient.write(Patient.BACKUP_TIME, sleeping.getBytes(StandardCharsets.UTF_8));

            patient.activities();
            Thread canceller = new Thread(() -> {
                Awaitility.await()
                        .ignoreExceptions()
                        .until(() -> !sessions(patient).equals("0"));
                patient.temporal.requestCancelActivity();
            });
            canceller.start();
            long start = System.nanoTime();
            assertThatThrownBy(() -> patient.restore(endless)).hasStackTraceContaining("Cancel");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
            canceller.join();
            patient.restart();

            // The server notices a killed client when it next writes to it; the retry ends what still sleeps.
            assertThat(patient.activities().dropShadow(patient.query()).detail())
                    .isNotEmpty();
            Awaitility.await().until(() -> sessions(patient).equals("0"));
            assertThat(patient.databases()).isZero();
            assertThat(patient.value(patient.restore(good).database(), "SELECT count(*) FROM orders"))
                    .isEqualTo("3000");
        }
    }

    /** Of the restore, at work. */
    private static String sessions(Patient patient) throws Exception {
        return patient.value(
                "postgres",
                "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'lastgood-" + patient.rollback.key()
                        + "-%' AND query LIKE '%pg_sleep%'");
    }
}
