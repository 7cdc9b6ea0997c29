package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RollbackGoesBackTest extends RollbackTestBase {

    @Test
    @Tag("R10")
    void takesTheServiceBackAfterAPersonsYes() {
        personSaysYes();

        var outcome = run(request(Impact.DATA_DAMAGE));

        assertThat(outcome.kind()).isEqualTo(Kind.RESTORED);
        assertThat(database.restored).isTrue();
        assertThat(releases.name()).isEqualTo("v1");
        assertThat(releases.running).isTrue();
        assertThat(world.killSwitch).isFalse();
    }

    @Test
    @Tag("C1")
    void containsFirstAndReopensLastWhereDataIsDamaged() {
        personSaysYes();

        run(request(Impact.DATA_DAMAGE));

        assertThat(world.deeds())
                .containsSubsequence("kill switch on", "stop", "swap", "deploy v1", "start", "kill switch off");
    }

    @Test
    void servesUntilTheYesWhereItIsMerelyDegraded() {
        personSaysYes();

        run(request(Impact.DEGRADED));

        assertThat(world.calls).containsSubsequence("restore", "compare", "kill switch on", "stop", "swap");
    }

    @Test
    void takesTheRunningReleasesDeploymentForTheStartOfTheDamage() {
        personSaysYes();

        run(request(Impact.DATA_DAMAGE));

        assertThat(database.damagedSince).isEqualTo(FakeWorld.BAD_RELEASE_AT);
    }

    @Test
    void comparesOnlyOnceTheApplicationIsStopped() {
        personSaysYes();

        run(request(Impact.DATA_DAMAGE));

        assertThat(world.calls).containsSubsequence("stop", "compare");
    }

    @Test
    void asksNobodyWhenLiveIsAsTheBackupIs() {
        database.nothingLost = true;

        var outcome = run(request(Impact.DATA_DAMAGE));

        assertThat(outcome.kind()).isEqualTo(Kind.RESTORED);
        assertThat(world.calls).doesNotContain("swap");
        assertThat(database.shadow).isFalse();
        assertThat(status().left()).isEmpty();
    }

    @Test
    @Tag("D2")
    void recordsHowItEnded() {
        personSaysYes();

        run(request(Impact.DATA_DAMAGE));

        assertThat(world.records).last().satisfies(status -> {
            assertThat(status.outcome().kind()).isEqualTo(Kind.RESTORED);
            assertThat(status.from().name()).isEqualTo("v2");
            assertThat(status.to().name()).isEqualTo("v1");
        });
    }

    @Test
    @Tag("D2")
    void isOnRecordFromItsBeginning() {
        personSaysYes();

        run(request(Impact.DATA_DAMAGE));

        assertThat(world.records)
                .hasSize(2)
                .first()
                .satisfies(status -> assertThat(status.outcome()).isNull());
    }

    @Test
    @Tag("R10")
    void saysWhichBackupWasRefusedAndWhy() {
        personSaysYes();

        run(request(Impact.DATA_DAMAGE));

        assertThat(timeline()).contains("Backup shop-20261121-033000.sql.gz refused: the gzip stream ends too early");
    }

    @Test
    void endsRefusedUnderAnotherIdThanItsOwn() {
        var stub = client.newWorkflowStub(
                Rollback.class,
                io.temporal.client.WorkflowOptions.newBuilder()
                        .setWorkflowId("rollback-of-mine")
                        .setTaskQueue(dev.lastgood.workflows.support.TaskQueues.COMMON)
                        .build());

        assertThat(stub.run(request(Impact.DATA_DAMAGE)).kind()).isEqualTo(Kind.REFUSED);
        assertThat(world.calls).isEmpty();
    }
}
