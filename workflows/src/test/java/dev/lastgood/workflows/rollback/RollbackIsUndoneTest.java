package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import dev.lastgood.workflows.rollback.RollbackStatus.State;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RollbackIsUndoneTest extends RollbackTestBase {

    @Test
    @Tag("A1")
    void aNoDropsTheRestoredCopyAndGivesTheServiceBackAsItWas() {
        personSays(notice -> says(Choice.REJECT));

        var outcome = run(request(Impact.DEGRADED));

        assertThat(outcome.kind()).isEqualTo(Kind.UNDONE);
        assertThat(outcome.contained()).isFalse();
        assertThat(world.deeds()).doesNotContain("swap", "stop").endsWith("drop shadow");
    }

    @Test
    @Tag("C3")
    void aServiceWhoseDataIsDamagedStaysContainedAfterANo() {
        personSays(notice -> says(Choice.REJECT));

        var outcome = run(request(Impact.DATA_DAMAGE));

        assertThat(outcome.kind()).isEqualTo(Kind.UNDONE);
        assertThat(outcome.contained()).isTrue();
        assertThat(world.killSwitch).isTrue();
        assertThat(releases.running).isFalse();
        assertThat(status().left()).containsExactly("the application is stopped", "the kill switch is on");
    }

    @Test
    void aPersonIsCalledWhereItStaysContained() {
        personSays(notice -> says(Choice.REJECT));

        run(request(Impact.DATA_DAMAGE));

        assertThat(world.notices)
                .anySatisfy(notice ->
                        assertThat(notice.kind()).isEqualTo(dev.lastgood.workflows.model.Notice.Kind.PERSON_NEEDED));
    }

    @Test
    void noAnswerInTimeIsANo() {
        var outcome = run(request(Impact.DEGRADED));

        assertThat(outcome.kind()).isEqualTo(Kind.UNDONE);
        assertThat(outcome.summary()).contains("nobody answered");
        assertThat(world.calls).doesNotContain("swap");
    }

    @Test
    void aDeployThatFailsAfterTheSwapIsSwappedBackInReverseOrder() {
        world.fail("deploy v1", 1);
        personSays(notice -> says(notice.headline().startsWith("Restore") ? Choice.APPROVE : Choice.UNDO));

        var outcome = run(request(Impact.DEGRADED));

        assertThat(outcome.kind()).isEqualTo(Kind.UNDONE);
        assertThat(database.restored).isFalse();
        assertThat(world.deeds())
                .containsSubsequence("deploy v1", "deploy v2", "swap back", "drop shadow", "start", "kill switch off");
    }

    @Test
    void theKillSwitchIsOnThroughoutADeployThatFails() {
        world.fail("deploy v1", 1);
        personSays(notice -> says(notice.headline().startsWith("Restore") ? Choice.APPROVE : Choice.UNDO));
        var open = new java.util.concurrent.atomic.AtomicBoolean();
        world.before = call -> {
            if (call.startsWith("deploy") || call.equals("swap back")) {
                open.compareAndSet(false, !world.killSwitch);
            }
        };

        run(request(Impact.DATA_DAMAGE));

        assertThat(open).isFalse();
    }

    @Test
    void whatCannotBeUndoneIsRecordedAndHandedToAPerson() {
        world.fail("deploy v1", 1);
        world.fail("swap back", 1);
        personSays(notice -> says(notice.headline().startsWith("Restore") ? Choice.APPROVE : Choice.UNDO));

        var outcome = run(request(Impact.DATA_DAMAGE));

        assertThat(outcome.kind()).isEqualTo(Kind.HANDED_OVER);
        assertThat(outcome.summary()).contains("the restored database is live, and undoing it failed");
        assertThat(stateOf(StepId.SWAP)).isEqualTo(State.UNDO_FAILED);
        assertThat(status().left()).contains("perhaps the restored database is live");
    }

    @Test
    void theUndosAfterAFailedOneAreDoneAllTheSame() {
        world.fail("deploy v1", 1);
        world.fail("deploy v2", 1);
        personSays(notice -> says(notice.headline().startsWith("Restore") ? Choice.APPROVE : Choice.UNDO));

        run(request(Impact.DEGRADED));

        assertThat(database.restored).isFalse();
        assertThat(database.shadow).isFalse();
    }

    @Test
    @Tag("C3")
    void aServiceIsNotOpenedOnWhatCouldNotBeUndone() {
        world.fail("deploy v1", 1);
        world.fail("deploy v2", 1);
        personSays(notice -> says(notice.headline().startsWith("Restore") ? Choice.APPROVE : Choice.UNDO));

        var outcome = run(request(Impact.DEGRADED));

        assertThat(outcome.kind()).isEqualTo(Kind.HANDED_OVER);
        assertThat(outcome.contained()).isTrue();
        assertThat(world.killSwitch).isTrue();
        assertThat(releases.running).isFalse();
    }

    @Test
    void usersAreNotLetInToAnApplicationThatDoesNotStartAgain() {
        world.fail("deploy v1", 1);
        world.fail("start", 1);
        personSays(notice -> says(notice.headline().startsWith("Restore") ? Choice.APPROVE : Choice.UNDO));

        run(request(Impact.DEGRADED));

        assertThat(world.killSwitch).isTrue();
        assertThat(status().left()).contains("perhaps the application is stopped", "the kill switch is on");
    }

    @Test
    void aCopyThatCannotBeDroppedIsToldAndKeepsNobodyOut() {
        world.fail("deploy v1", 1);
        world.fail("drop shadow", 1);
        personSays(notice -> says(notice.headline().startsWith("Restore") ? Choice.APPROVE : Choice.UNDO));

        run(request(Impact.DEGRADED));

        assertThat(world.killSwitch).isFalse();
        assertThat(status().left())
                .containsExactly(
                        "the restored database, live for a while, is kept as shop_lg",
                        "perhaps the restored copy still lies beside the live database");
    }

    @Test
    void whatIsKeptIsListedThoughTheAnswersOfSwapAndSwapBackWereLost() {
        world.loseTheAnswer("swap", true);
        world.loseTheAnswer("swap back", false);
        personSays(notice -> says(notice.headline().startsWith("Restore") ? Choice.APPROVE : Choice.UNDO));

        run(request(Impact.DEGRADED));

        assertThat(database.restored).isFalse();
        assertThat(status().left()).contains("the restored database, live for a while, is kept as shop_lg");
    }

    @Test
    void theHistoryIsWrittenThoughTheReportCannotBe() {
        world.fail("report", 1);
        personSaysYes();

        assertThat(run(request(Impact.DATA_DAMAGE)).kind()).isEqualTo(Kind.RESTORED);
        assertThat(world.records.get(1).outcome().kind()).isEqualTo(Kind.RESTORED);
        assertThat(timeline()).contains("The report could not be written: report does not work today");
    }

    @Test
    void aHistoryThatCannotBeWrittenDoesNotChangeTheOutcome() {
        world.fail("record", 2);
        personSays(notice -> says(Choice.REJECT));

        assertThat(run(request(Impact.DEGRADED)).kind()).isEqualTo(Kind.UNDONE);
        assertThat(timeline()).contains("The history could not be written: record does not work today");
    }

    private State stateOf(StepId step) {
        return status().steps().stream()
                .filter(it -> it.step() == step)
                .findFirst()
                .orElseThrow()
                .state();
    }
}
