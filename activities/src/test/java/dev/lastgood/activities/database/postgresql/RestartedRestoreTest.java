package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.workflows.activities.DatabaseActivities;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Shadow;
import io.temporal.activity.ActivityOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R10")
class RestartedRestoreTest extends PatientTestBase {
    Backup backup;

    @BeforeEach
    void aShop() throws Exception {
        backup = patient.dump(Patient.BACKUP_TIME);
    }

    @AfterEach
    void end() throws Exception {
        patient.activities().dropShadow(patient.query());
    }

    @Test
    void theHeartbeatSaysHowManyBytesOfAllHowFastAndHowLongStill() throws Exception {
        List<String> beats = Collections.synchronizedList(new ArrayList<>());
        patient.temporal.setActivityHeartbeatListener(String.class, beats::add);
        patient.settings.put("load", Map.of("rate-limit", "500kB"));
        patient.run(
                patient.name,
                "CREATE TABLE noise AS SELECT md5(g::text) || md5((g + 1)::text) FROM generate_series(1, 20000) g");
        patient.activities();
        patient.temporal
                .newActivityStub(DatabaseActivities.class, beatingEverySecond())
                .restoreShadow(new DatabaseActivities.Restore(
                        patient.rollback, patient.database(), patient.dump(Patient.BACKUP_TIME)));
        assertThat(beats)
                .anyMatch(it -> it.matches(
                        "restoring pre-onboarding-\\S+: \\S+ of \\S+ MB \\(\\d+ %\\), \\S+ MB/s, \\d+ s left"));
    }

    @Test
    void aRestoreAfterOneThatWasKilledStartsOverAndSaysSo() throws Exception {
        patient.before = sql -> {
            if (sql.startsWith("COPY ") || sql.startsWith("DROP ")) {
                throw new IllegalStateException("killed");
            }
        };
        assertThatThrownBy(() -> patient.restore(backup)).hasStackTraceContaining("killed");
        assertThat(patient.databases()).as("half done").isEqualTo(1);

        patient.before = sql -> {};
        patient.temporal.setHeartbeatDetails("restoring it, 40 %");
        Shadow shadow = patient.restore(backup);
        assertThat(shadow.detail())
                .contains("started over, as an earlier attempt was stopped when it was restoring it, 40 %");
        assertThat(patient.restore(backup).detail()).as("found again").isEqualTo(shadow.detail());
        assertThat(patient.databases()).isEqualTo(1);
    }

    @Test
    void aFirstRestoreSaysNothingOfAnEarlierOne() throws Exception {
        assertThat(patient.restore(backup).detail()).startsWith("loaded in ").doesNotContain("started over");
    }

    @Test
    void aServerThatEndsTheSessionsIsTriedAgain() throws Exception {
        patient.before = sql -> {
            if (sql.startsWith("COPY ")) {
                end(patient);
            }
        };
        assertThatThrownBy(() -> patient.restore(backup))
                .hasStackTraceContaining("IllegalStateException")
                .hasStackTraceContaining("nonRetryable=false");
        patient.before = sql -> {};
        assertThat(patient.value(patient.restore(backup).database(), "SELECT count(*) FROM orders"))
                .isEqualTo("3000");
    }

    private static ActivityOptions beatingEverySecond() {
        return ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofMinutes(1))
                .setHeartbeatTimeout(Duration.ofSeconds(1))
                .build();
    }

    private static void end(Patient patient) {
        try {
            patient.run(
                    "postgres",
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'lastgood-"
                            + patient.rollback.key() + "-restore'");
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
