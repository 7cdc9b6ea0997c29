package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.model.ShadowSource;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A shop whose rollback is over: live has the backup's 3000 orders, the displaced database 3005. */
@Tag("M5")
class UndoTest extends PatientTestBase {
    Shelved shelved;
    RollbackRef undo;
    Shadow first;

    @BeforeEach
    void aRollbackIsOver() throws Exception {
        shelved = new Shelved(patient);
        undo = shelved.another();
        patient.run("postgres", "COMMENT ON DATABASE " + Sql.quote(patient.name) + " IS 'the shop''s own'");
        Backup backup = patient.dump(Patient.BACKUP_TIME);
        patient.damage();
        first = patient.restore(backup);
        patient.swap(first);
    }

    @Test
    void whatWasDisplacedIsFoundByTheRollbacksKeyWithTheTimeOfItsDisplacement() throws Exception {
        var found = shelved.findDisplaced(patient.rollback);
        assertThat(found.database()).isEqualTo(first.displaced());
        assertThat(found.since())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(5));
        Backup.Choice choice = shelved.chooseToUndo(undo, patient.rollback);
        assertThat(choice.source()).isEqualTo(ShadowSource.DISPLACED);
        assertThat(choice.note()).contains("when rollback " + patient.rollback.key() + " displaced it");
    }

    @Test
    void theComparisonSaysWhatTheUndoWouldLoseAndTheSwapPutsTheDisplacedBack() throws Exception {
        patient.run(
                patient.name,
                "INSERT INTO orders (customer, item, amount) SELECT 1, 'since', g FROM generate_series(1, 4) g");
        Backup.Choice choice = shelved.chooseToUndo(undo, patient.rollback);
        Shadow shadow = shelved.restore(undo, choice);
        Comparison comparison = patient.activities()
                .compare(new dev.lastgood.workflows.activities.DatabaseActivities.Compare(
                        undo, patient.database(), shadow, choice.backup()));
        assertThat(comparison.tables())
                .filteredOn(it -> it.table().equals("public.orders"))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.onlyInLive())
                            .as("written since, and deleted before")
                            .isEqualTo(4 + 2);
                    assertThat(it.onlyInBackup()).isEqualTo(7);
                });

        assertThat(shelved.swap(undo, shadow).changed()).isTrue();

        assertThat(patient.orders()).isEqualTo(3005);
        assertThat(patient.oid()).isEqualTo(first.liveOid());
        assertThat(patient.value(shadow.displaced(), "SELECT count(*) FROM orders"))
                .isEqualTo("3004");
        assertThat(patient.value(patient.name, "SHOW default_transaction_read_only"))
                .isEqualTo("off");
        patient.run(patient.name, "INSERT INTO visits VALUES ('epoch', 'p1')");
    }

    @Test
    void eachStepTwiceIsAsOnce() throws Exception {
        Backup.Choice choice = shelved.chooseToUndo(undo, patient.rollback);
        Shadow shadow = shelved.restore(undo, choice);
        assertThat(shelved.chooseToUndo(undo, patient.rollback).backup()).isEqualTo(choice.backup());
        assertThat(shelved.restore(undo, choice)).isEqualTo(shadow);
        shelved.swap(undo, shadow);
        assertThat(shelved.swap(undo, shadow).changed()).isFalse();
        assertThat(shelved.restore(undo, choice)).isEqualTo(shadow);
    }

    @Test
    void aNoGivesItBackAndItCanBeAskedAgain() throws Exception {
        String before = comment(first.displaced());
        shelved.restore(undo, shelved.chooseToUndo(undo, patient.rollback));
        assertThat(comment(first.displaced())).isNotEqualTo(before);

        assertThat(shelved.drop(undo)).startsWith("given back");

        assertThat(comment(first.displaced())).isEqualTo(before);
        assertThat(shelved.findDisplaced(patient.rollback).database()).isEqualTo(first.displaced());
    }

    @Test
    void swappedBackAllIsAsBeforeTheUndo() throws Exception {
        Shadow shadow = shelved.restore(undo, shelved.chooseToUndo(undo, patient.rollback));
        shelved.swap(undo, shadow);
        shelved.swapBack(undo, shadow);
        shelved.drop(undo);
        assertThat(patient.orders()).isEqualTo(3000);
        assertThat(patient.value(first.displaced(), "SELECT count(*) FROM orders"))
                .isEqualTo("3005");
        RollbackRef again = shelved.another();
        shelved.swap(again, shelved.restore(again, shelved.chooseToUndo(again, patient.rollback)));
        assertThat(patient.orders()).isEqualTo(3005);
        assertThat(shelved.drop(again)).as("live is never dropped").contains("no shadow");
    }

    @Test
    void anUndoIsUndoneAndThatAgainAndTheLedgerDoesNotGrow() throws Exception {
        RollbackRef of = patient.rollback;
        int longest = 0;
        for (int i = 0; i < 6; i++) {
            RollbackRef next = shelved.another();
            shelved.swap(next, shelved.restore(next, shelved.chooseToUndo(next, of)));
            assertThat(patient.orders()).isEqualTo(i % 2 == 0 ? 3005 : 3000);
            int length = comment(patient.name).length();
            longest = i < 3 ? Math.max(longest, length) : longest;
            assertThat(length).isLessThanOrEqualTo(longest + 64);
            of = next;
        }
        assertThat(comment(patient.name)).contains("lastgood");
    }

    @Test
    void aRollbackThatWasUndoneCantBeUndoneAgainAndTheWordsSayWhatCan() throws Exception {
        shelved.swap(undo, shelved.restore(undo, shelved.chooseToUndo(undo, patient.rollback)));
        assertThatThrownBy(() -> shelved.findDisplaced(patient.rollback))
                .hasStackTraceContaining("was undone already, by rollback " + undo.key());
    }

    @Test
    void aDroppedOneIsRefusedWithWhereItsDataCanComeFrom() throws Exception {
        patient.run("postgres", "DROP DATABASE " + Sql.quote(first.displaced()));
        assertThatThrownBy(() -> shelved.findDisplaced(patient.rollback))
                .hasStackTraceContaining("there is nothing to undo")
                .hasStackTraceContaining("from a backup only");
    }

    @Test
    void whenSomeoneReplacedLiveMeanwhileNothingIsTouched() throws Exception {
        patient.run(
                "postgres",
                "ALTER DATABASE " + Sql.quote(patient.name) + " RENAME TO \"away " + patient.rollback.key() + "\"",
                "CREATE DATABASE " + Sql.quote(patient.name));
        assertThatThrownBy(() -> shelved.findDisplaced(patient.rollback))
                .hasStackTraceContaining("someone replaced it")
                .hasStackTraceContaining(first.displaced());
        assertThatThrownBy(() -> shelved.chooseToUndo(undo, patient.rollback)).hasStackTraceContaining("REFUSED");
    }

    @Test
    void aRollbackThatCameSinceHasToBeUndoneFirst() throws Exception {
        RollbackRef since = shelved.another();
        Backup backup = new Backup(
                "pre-onboarding-" + Patient.BACKUP_TIME + ".sql.gz",
                patient.folder
                        .resolve("pre-onboarding-" + Patient.BACKUP_TIME + ".sql.gz")
                        .toString(),
                Patient.TAKEN_AT,
                1);
        shelved.swap(since, shelved.restore(since, new Backup.Choice(backup, java.util.List.of())));
        assertThatThrownBy(() -> shelved.findDisplaced(patient.rollback))
                .hasStackTraceContaining("came by rollback " + since.key() + ", not by " + patient.rollback.key());
        assertThat(shelved.findDisplaced(since).database()).contains(since.key());
    }

    private String comment(String database) throws Exception {
        return patient.value(
                "postgres",
                "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = "
                        + Sql.literal(database));
    }
}
