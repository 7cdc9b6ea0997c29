package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Shadow;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A worker that dies before its n-th statement sends nothing more: not even what would have cleaned up. */
@Tag("R10")
class KilledBetweenStatementsTest extends PatientTestBase {
    Backup backup;

    @BeforeEach
    void aDamagedShop() throws Exception {
        backup = patient.dump(Patient.BACKUP_TIME);
        patient.damage();
    }

    @Test
    void aRestoreKilledAnywhereIsCompletedByTheRetry() throws Exception {
        int kills = killedEverywhere(() -> patient.restore(backup), () -> {
            assertThat(patient.orders()).isEqualTo(3005);
            patient.restore(backup);
            assertThat(patient.databases()).as("nothing half done is left").isEqualTo(1);
            patient.activities().dropShadow(patient.query());
        });
        assertThat(kills).isGreaterThan(15);
    }

    @Test
    void aSwapKilledAnywhereHasHappenedOrNotAndIsCompletedByTheRetry() throws Exception {
        Shadow shadow = patient.restore(backup);
        int kills = killedEverywhere(() -> patient.swap(shadow), () -> {
            assertThat(patient.orders()).isIn(3000L, 3005L);
            patient.swap(shadow);
            assertThat(patient.orders()).isEqualTo(3000);
            assertThat(patient.oid()).isEqualTo(shadow.oid());
            patient.swapBack(shadow);
        });
        assertThat(kills).isGreaterThan(15);
    }

    @Test
    void anUndoKilledAnywhereIsCompletedByTheRetry() throws Exception {
        Shadow shadow = patient.restore(backup);
        patient.swap(shadow);
        int kills = killedEverywhere(() -> patient.swapBack(shadow), () -> {
            assertThat(patient.orders()).isIn(3000L, 3005L);
            patient.swapBack(shadow);
            assertThat(patient.orders()).isEqualTo(3005);
            assertThat(patient.oid()).isEqualTo(shadow.liveOid());
            patient.swap(shadow);
        });
        assertThat(kills).isGreaterThan(15);
    }

    @Test
    void aDropKilledAnywhereIsCompletedByTheRetry() throws Exception {
        patient.restore(backup);
        int kills = killedEverywhere(() -> patient.activities().dropShadow(patient.query()), () -> {
            patient.activities().dropShadow(patient.query());
            assertThat(patient.databases()).isZero();
            assertThat(patient.orders()).isEqualTo(3005);
            patient.restore(backup);
        });
        assertThat(kills).isGreaterThan(2);
    }

    interface Step {
        void run() throws Exception;
    }

    /** Kills before the first statement, then before the second, and so on until there was nothing left to kill. */
    private int killedEverywhere(Callable<?> work, Step then) throws Exception {
        for (int n = 1; ; n++) {
            int last = n;
            AtomicInteger statements = new AtomicInteger();
            patient.before = sql -> {
                if (statements.incrementAndGet() >= last) {
                    throw new Killed();
                }
            };
            boolean killed = false;
            try {
                work.call();
            } catch (Exception e) {
                assertThat(e).hasStackTraceContaining(Killed.class.getSimpleName());
                killed = true;
            }
            patient.before = sql -> {};
            if (!killed) {
                return n - 1;
            }
            then.run();
        }
    }

    private static final class Killed extends RuntimeException {}
}
