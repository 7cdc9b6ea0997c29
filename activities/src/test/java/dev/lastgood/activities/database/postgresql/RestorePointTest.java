package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.activities.DatabaseActivities.Query;
import dev.lastgood.workflows.activities.DatabaseActivities.Restore;
import dev.lastgood.workflows.activities.ShadowActivities;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.ReadyShadow;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.model.ShadowSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A shop before its deploy. */
@Tag("M10")
class RestorePointTest extends PatientTestBase {
    Shelved shelved;

    @BeforeEach
    void aShop() throws Exception {
        shelved = new Shelved(patient);
        allow("block", true);
    }

    @Test
    void aRollbackOfTheDeployTakesItInsteadOfAnOlderBackupAndSaysSo() throws Exception {
        patient.dump(Patient.BACKUP_TIME);
        patient.run(patient.name, "INSERT INTO visits VALUES ('epoch', 'after the backup')");
        ReadyShadow point = made(patient.rollback, "deploy 4711");
        Instant deployed = point.takenAt().plusMillis(1);
        patient.damage();

        RollbackRef rollback = shelved.another();
        Backup.Choice choice = shelved.choose(rollback, deployed);
        assertThat(choice.source()).isEqualTo(ShadowSource.RESTORE_POINT);
        assertThat(choice.note()).contains("is a restore point").contains("deploy 4711");
        Shadow shadow = shelved.restore(rollback, choice);
        assertThat(shelved.restore(rollback, shelved.choose(rollback, deployed)))
                .as("twice is as once")
                .isEqualTo(shadow);
        shelved.swap(rollback, shadow);

        assertThat(patient.orders()).isEqualTo(3000);
        assertThat(patient.value(patient.name, "SELECT count(*) FROM visits WHERE page = 'after the backup'"))
                .isEqualTo("1");
        assertThat(patient.value(patient.name, "SELECT nextval('orders_id_seq')"))
                .isEqualTo("3008");
    }

    @Test
    void damageFromBeforeItLeavesItAlone() throws Exception {
        Backup backup = patient.dump(Patient.BACKUP_TIME);
        ReadyShadow point = made(patient.rollback, null);
        Backup.Choice choice = shelved.choose(shelved.another(), point.takenAt().minusMillis(1));
        assertThat(choice.source()).isEqualTo(ShadowSource.BACKUP);
        assertThat(choice.backup().name()).isEqualTo(backup.name());
    }

    @Test
    void withoutAnyBackupItIsWhatThereIs() throws Exception {
        ReadyShadow point = made(patient.rollback, null);
        assertThat(shelved.choose(shelved.another(), null).backup().name()).isEqualTo(point.database());
    }

    @Test
    void aNewerGoodBackupIsBetter() throws Exception {
        made(patient.rollback, null);
        patient.dump("20991120-020000");
        assertThat(shelved.choose(shelved.another(), null).source()).isEqualTo(ShadowSource.BACKUP);
    }

    @Test
    void sessionsAreEndedAndLoginsWaitButNoneIsRefused() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger logins = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        Thread client = new Thread(() -> {
            while (!done.get()) {
                try (Connection connection = DriverManager.getConnection(patient.jdbc(patient.name), "postgres", "")) {
                    logins.incrementAndGet();
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("SELECT pg_sleep(0.01)");
                    } catch (SQLException ended) {
                        // It is told so at the start: sessions are ended.
                    }
                } catch (SQLException e) {
                    // It was let in, and ended before the driver had its first answer.
                    String state = String.valueOf(e.getSQLState());
                    if (!state.equals("57P01") && !state.startsWith("08")) {
                        refused.incrementAndGet();
                    }
                }
            }
        });
        client.start();
        org.awaitility.Awaitility.await().until(() -> logins.get() > 3);
        var copied = shelved.copy(patient.rollback, null);
        done.set(true);
        client.join();
        assertThat(copied.detail()).containsPattern("logins waited for \\d+ ms \\(files copied\\)");
        assertThat(refused).hasValue(0);
    }

    @Test
    void itIsLikeLiveInOwnerGrantsAndSettings() throws Exception {
        String role = "owner_" + patient.rollback.key();
        String database = Sql.quote(patient.name);
        patient.run(
                "postgres",
                "CREATE ROLE " + role,
                "ALTER DATABASE " + database + " OWNER TO " + role,
                "ALTER DATABASE " + database + " SET work_mem = '7MB'");
        ReadyShadow point = made(patient.rollback, null);
        assertThat(patient.value(point.database(), "SHOW work_mem")).isEqualTo("7MB");
        assertThat(patient.value(
                        "postgres",
                        "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = "
                                + Sql.literal(point.database())))
                .isEqualTo(role);
    }

    @Test
    void madeTwiceByTheSameRunThereIsOne() throws Exception {
        ReadyShadow first = made(patient.rollback, null);
        assertThat(shelved.copy(patient.rollback, null).detail()).isEqualTo("it was made already");
        assertThat(shelved.list()).containsExactly(first);
    }

    @Test
    void asManyAreKeptAsTheCatalogSaysAndNoneThatARollbackHas() throws Exception {
        allow("keep", Map.of("count", 2, "age", "2d"));
        ReadyShadow first = made(shelved.another(), "1");
        shelved.restore(patient.rollback, shelved.choose(patient.rollback, null));
        made(shelved.another(), "2");
        made(shelved.another(), "3");
        made(shelved.another(), "4");
        assertThat(shelved.list()).extracting(ReadyShadow::note).containsExactly("4", "3", "1");
        assertThat(shelved.list().get(2).database()).isEqualTo(first.database());
    }

    @Test
    void pastItsAgeItIsDroppedBeforeRoomIsCounted() throws Exception {
        made(shelved.another(), null);
        allow("keep", Map.of("age", "0s"));
        var ask = new ShadowActivities.Ask(patient.rollback, patient.database(), ShadowSource.RESTORE_POINT);
        assertThat(patient.shadows().roomFor(ask).detail()).startsWith("0 there");
        assertThat(shelved.list()).isEmpty();
    }

    @Test
    void whereUsersMayNotWaitItIsDumpedAndRestored() throws Exception {
        allow("block", false);
        var copied = shelved.copy(patient.rollback, "slow");
        assertThat(copied.point()).isNull();
        Backup dump = patient.activities().emergencyBackup(new Query(patient.rollback, patient.database()));
        patient.activities().restoreShadow(new Restore(patient.rollback, patient.database(), dump));
        ReadyShadow point = patient.shadows()
                .keep(new ShadowActivities.Keep(
                        patient.rollback, patient.database(), ShadowSource.RESTORE_POINT, dump, "slow"));
        assertThat(shelved.list()).containsExactly(point);
        patient.damage();
        RollbackRef rollback = shelved.another();
        shelved.swap(rollback, shelved.restore(rollback, shelved.choose(rollback, null)));
        assertThat(patient.orders()).isEqualTo(3000);
    }

    @Test
    void thatTakesAPlaceForTheDumpWhichIsSaidBeforehand() {
        allow("block", false);
        patient.settings.remove("emergency");
        assertThatThrownBy(() -> shelved.copy(patient.rollback, null))
                .hasStackTraceContaining("emergency.folder")
                .hasStackTraceContaining("restore-point.block: true");
    }

    @Test
    void aPreparedTransactionIsNamed() throws Exception {
        Assumptions.preparedTransactions(patient);
        String gid = "held " + patient.rollback.key();
        patient.run(
                patient.name, "BEGIN", "INSERT INTO visits VALUES ('epoch', 'p')", "PREPARE TRANSACTION '" + gid + "'");
        try {
            assertThatThrownBy(() -> shelved.copy(patient.rollback, null))
                    .hasStackTraceContaining(gid)
                    .hasStackTraceContaining("COMMIT PREPARED");
        } finally {
            patient.run(patient.name, "ROLLBACK PREPARED '" + gid + "'");
        }
    }

    @Test
    void killedAnywhereTheRetryMakesOneAndNothingHalfDoneIsLeft() throws Exception {
        for (int n = 1; ; n++) {
            int last = n;
            AtomicInteger statements = new AtomicInteger();
            patient.before = sql -> {
                // The broom's sweeps come as often as they like.
                if (!sql.contains("pg_terminate_backend") && statements.incrementAndGet() >= last) {
                    throw new IllegalStateException("killed");
                }
            };
            boolean killed = false;
            try {
                shelved.copy(patient.rollback, null);
            } catch (RuntimeException e) {
                assertThat(e).hasStackTraceContaining("killed");
                killed = true;
            }
            patient.before = sql -> {};
            shelved.copy(patient.rollback, null);
            assertThat(shelved.list()).hasSize(1);
            assertThat(patient.databases()).isEqualTo(1);
            if (!killed) {
                assertThat(n).isGreaterThan(10);
                return;
            }
            patient.run(
                    "postgres",
                    "DROP DATABASE " + Sql.quote(shelved.list().get(0).database()));
        }
    }

    private ReadyShadow made(RollbackRef ref, String note) {
        return shelved.copy(ref, note).point();
    }

    @SuppressWarnings("unchecked")
    private void allow(String key, Object value) {
        var settings = (Map<String, Object>) patient.settings.computeIfAbsent(
                "restore-point", it -> new java.util.HashMap<String, Object>(Map.of("disk-budget", "10GiB")));
        settings.put(key, value);
    }

    private static final class Assumptions {
        static void preparedTransactions(Patient patient) throws SQLException {
            org.junit.jupiter.api.Assumptions.assumeTrue(
                    !List.of("0").contains(patient.value("postgres", "SHOW max_prepared_transactions")));
        }
    }
}
