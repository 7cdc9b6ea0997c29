package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.activities.DatabaseActivities.Restore;
import dev.lastgood.workflows.activities.ShadowActivities;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.ReadyShadow;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.model.ShadowSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A shop whose newest backup stands restored before anything goes wrong. */
@Tag("M2")
class WarmShadowTest extends PatientTestBase {
    private static final Instant DAMAGED = Instant.parse("2026-11-20T12:00:00Z");

    Shelved shelved;
    Backup backup;
    ReadyShadow warm;

    @BeforeEach
    void warmAndThenDamaged() throws Exception {
        shelved = new Shelved(patient);
        patient.settings.put("warm-shadow", new HashMap<>(Map.of("disk-budget", "10GiB")));
        backup = patient.dump(Patient.BACKUP_TIME);
        warm = shelved.warm(backup);
        patient.damage();
    }

    @Test
    void theRollbackTakesItWithoutReadingTheDumpAgain() throws Exception {
        long size = Files.size(Path.of(backup.location()));
        Files.write(Path.of(backup.location()), new byte[(int) size]);
        Backup.Choice choice = shelved.choose(patient.rollback, DAMAGED);
        assertThat(choice.source()).isEqualTo(ShadowSource.WARM);
        assertThat(choice.note()).contains("stands restored beside since").contains("all rows there");

        Shadow shadow = shelved.restore(patient.rollback, choice);

        assertThat(shadow.database()).isEqualTo(warm.database());
        shelved.swap(patient.rollback, shadow);
        assertThat(patient.orders()).isEqualTo(3000);
        assertThat(patient.value(shadow.displaced(), "SELECT count(*) FROM orders"))
                .isEqualTo("3005");
        assertThat(patient.value(patient.name, "SELECT nextval('orders_id_seq')"))
                .isEqualTo("3008");
    }

    @Test
    void anotherDatabasesRestoreOfTheSameKeyIsNotTakenForThisOnes() throws Exception {
        RollbackRef ref = shelved.another();
        try (Patient other = new Patient(folder.resolve("other"))) {
            Backup others = other.dump(Patient.BACKUP_TIME);
            Shadow theirs = other.activities().restoreShadow(new Restore(ref, other.database(), others));
            assertThatThrownBy(() -> shelved.keepWarm(ref, backup)).hasStackTraceContaining("no finished restore");
            Shadow ours = patient.activities().restoreShadow(new Restore(ref, patient.database(), backup));
            assertThat(shelved.keepWarm(ref, backup).database()).isEqualTo(ours.database());
            patient.run("postgres", "DROP DATABASE " + Sql.quote(theirs.database()));
        }
    }

    @Test
    void nobodyElseTakesItAndARetryFindsItAgain() throws Exception {
        Backup.Choice choice = shelved.choose(patient.rollback, DAMAGED);
        Shadow shadow = shelved.restore(patient.rollback, choice);
        assertThat(shelved.restore(patient.rollback, shelved.choose(patient.rollback, DAMAGED)))
                .isEqualTo(shadow);
        assertThat(shelved.list())
                .singleElement()
                .extracting(ReadyShadow::claimedBy)
                .isEqualTo(patient.rollback.key());

        RollbackRef other = shelved.another();
        Backup.Choice others = shelved.choose(other, DAMAGED);
        assertThat(others.source()).isEqualTo(ShadowSource.BACKUP);
        assertThat(shelved.restore(other, choice).oid())
                .as("restored from the dump")
                .isNotEqualTo(shadow.oid());
    }

    @Test
    void aNoGivesItBackAndTheNextRollbackTakesIt() throws Exception {
        Shadow first = shelved.restore(patient.rollback, shelved.choose(patient.rollback, DAMAGED));
        assertThat(shelved.drop(patient.rollback)).startsWith("given back").contains(warm.database());
        assertWarmAgain();
        RollbackRef next = shelved.another();
        assertThat(shelved.restore(next, shelved.choose(next, DAMAGED)).oid()).isEqualTo(first.oid());
    }

    @Test
    void onceItWasLiveItIsNotWarmAnyMore() throws Exception {
        Shadow shadow = shelved.restore(patient.rollback, shelved.choose(patient.rollback, DAMAGED));
        shelved.swap(patient.rollback, shadow);
        shelved.swapBack(patient.rollback, shadow);
        assertThat(shelved.drop(patient.rollback)).contains("no shadow");
        assertThat(patient.orders()).isEqualTo(3005);
        assertThat(shelved.list()).isEmpty();
        assertThat(patient.value(shadow.database(), "SELECT count(*) FROM orders"))
                .isEqualTo("3000");
    }

    @Test
    void settingsGrantsAndLimitsAreThoseThatLiveHasNow() throws Exception {
        String role = "late_" + patient.rollback.key();
        String database = Sql.quote(patient.name);
        patient.run(
                "postgres",
                "CREATE ROLE " + role,
                "ALTER DATABASE " + database + " SET work_mem = '7MB'",
                "ALTER DATABASE " + database + " CONNECTION LIMIT 50",
                "REVOKE CONNECT ON DATABASE " + database + " FROM PUBLIC",
                "GRANT CONNECT ON DATABASE " + database + " TO " + role);
        String before = properties();
        assertThat(patient.value(
                        "postgres",
                        "SELECT datconnlimit FROM pg_database WHERE datname = " + Sql.literal(warm.database())))
                .as("fenced while it waits")
                .isEqualTo("0");
        shelved.swap(patient.rollback, shelved.restore(patient.rollback, shelved.choose(patient.rollback, DAMAGED)));
        assertThat(properties()).isEqualTo(before).contains("50").contains(role);
        assertThat(patient.value(patient.name, "SHOW work_mem")).isEqualTo("7MB");
    }

    @Test
    void oneThatHoldsTheDamageIsNotTaken() throws Exception {
        shelved.warm(
                new Backup("pre-onboarding-20261120-130000.sql.gz", backup.location(), DAMAGED.plusSeconds(3600), 1));
        Backup.Choice choice = shelved.choose(patient.rollback, DAMAGED);
        assertThat(choice.source()).isEqualTo(ShadowSource.BACKUP);
        assertThat(choice.backup().name()).isEqualTo(backup.name());
    }

    @Test
    void aNewerBackupIsChosenUnlessTheCatalogPrefersTheWarmOne() throws Exception {
        patient.dump("20261120-030000");
        assertThat(shelved.choose(patient.rollback, DAMAGED).source()).isEqualTo(ShadowSource.BACKUP);

        patient.settings.put("warm-shadow", Map.of("disk-budget", "10GiB", "prefer-warm", true));
        Backup.Choice choice = shelved.choose(patient.rollback, DAMAGED);
        assertThat(choice.source()).isEqualTo(ShadowSource.WARM);
        assertThat(choice.note()).contains("there is a backup that is newer by 1h 00m");
    }

    @Test
    void theNewOneTakesThePlaceOfTheOldOneAndNoOther() throws Exception {
        Patient other = new Patient(folder.resolve("other"));
        try {
            other.settings.put("warm-shadow", Map.of("disk-budget", "10GiB"));
            new Shelved(other).warm(other.dump(Patient.BACKUP_TIME));
            ReadyShadow second = shelved.warm(patient.dump("20261120-030000"));
            assertThat(shelved.list()).containsExactly(second);
            assertThat(new Shelved(other).list()).hasSize(1);
        } finally {
            other.close();
        }
    }

    @Test
    void oneThatARollbackHasIsLeftToIt() throws Exception {
        Shadow shadow = shelved.restore(patient.rollback, shelved.choose(patient.rollback, DAMAGED));
        shelved.warm(patient.dump("20261120-030000"));
        assertThat(shelved.list()).hasSize(2);
        assertThat(shelved.swap(patient.rollback, shadow).changed()).isTrue();
    }

    @Test
    void afterASwapItIsOutdatedAndNotUsed() throws Exception {
        RollbackRef other = shelved.another();
        shelved.swap(
                other, shelved.restore(other, new Backup.Choice(patient.dump("20261120-010000"), java.util.List.of())));
        assertThat(shelved.list())
                .singleElement()
                .extracting(ReadyShadow::outdated)
                .isEqualTo(true);
        assertThat(shelved.choose(patient.rollback, DAMAGED).source()).isEqualTo(ShadowSource.BACKUP);
    }

    @Test
    void beyondTheDiskBudgetItIsRefusedWithTheNumbers() throws Exception {
        var ask = new ShadowActivities.Ask(patient.rollback, patient.database(), ShadowSource.WARM);
        assertThat(patient.shadows().roomFor(ask).detail()).contains("1 there with");
        patient.settings.put("warm-shadow", Map.of("disk-budget", "12MiB"));
        var small = new ShadowActivities.Ask(patient.rollback, patient.database(), ShadowSource.WARM);
        assertThatThrownBy(() -> patient.shadows().roomFor(small))
                .hasStackTraceContaining("REFUSED")
                .hasStackTraceContaining("disk-budget 12.0 MiB");
    }

    @Test
    void takingItKilledAnywhereIsCompletedByTheRetry() throws Exception {
        int kills =
                killedEverywhere(() -> shelved.restore(patient.rollback, shelved.choose(patient.rollback, DAMAGED)));
        assertThat(kills).isGreaterThan(10);
    }

    private int killedEverywhere(java.util.concurrent.Callable<Shadow> work) throws Exception {
        for (int n = 1; ; n++) {
            int last = n;
            AtomicInteger statements = new AtomicInteger();
            patient.before = sql -> {
                if (statements.incrementAndGet() >= last) {
                    throw new IllegalStateException("killed");
                }
            };
            boolean killed = false;
            try {
                work.call();
            } catch (RuntimeException e) {
                assertThat(e).hasStackTraceContaining("killed");
                killed = true;
            }
            patient.before = sql -> {};
            if (!killed) {
                return n - 1;
            }
            Shadow shadow = work.call();
            assertThat(shadow.database()).isEqualTo(warm.database());
            assertThat(patient.value("postgres", "SELECT datconnlimit FROM pg_database WHERE oid = " + shadow.oid()))
                    .isEqualTo("-1");
            shelved.drop(patient.rollback);
            assertWarmAgain();
        }
    }

    private void assertWarmAgain() {
        assertThat(shelved.list())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("bytes")
                .containsExactly(warm);
    }

    private String properties() throws Exception {
        return patient.value(
                "postgres",
                "SELECT datconnlimit || ' ' || array(SELECT (CASE WHEN grantee = 0 THEN 'PUBLIC' ELSE grantee::regrole::text END)"
                        + " || privilege_type FROM aclexplode(coalesce(datacl, acldefault('d', datdba))) ORDER BY 1)::text"
                        + " FROM pg_database WHERE datname = " + Sql.literal(patient.name));
    }
}
