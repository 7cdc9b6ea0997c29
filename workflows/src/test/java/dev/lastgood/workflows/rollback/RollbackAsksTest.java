package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import dev.lastgood.workflows.rollback.RollbackStatus.State;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RollbackAsksTest extends RollbackTestBase {

    @Test
    @Tag("A1")
    void theQuestionSaysWhatTheRestoreGivesUp() {
        var asked = new AtomicReference<Notice>();
        personSays(notice -> {
            asked.set(notice);
            return says(Choice.APPROVE);
        });

        run(request(Impact.DATA_DAMAGE));

        assertThat(asked.get().headline())
                .isEqualTo(
                        "Restore shop from shop-20261121-030000.sql.gz? This restore gives up 37 orders written since"
                                + " 2026-11-21 03:00 UTC.");
        assertThat(asked.get().lines())
                .contains("newer backup refused: shop-20261121-033000.sql.gz, the gzip stream ends too early");
    }

    @Test
    @Tag("R10")
    void theQuestionAndTheTimelineSayWhatTheSwapWillMeet() {
        var asked = new AtomicReference<Notice>();
        personSays(notice -> {
            asked.set(notice);
            return says(Choice.APPROVE);
        });

        run(request(Impact.DATA_DAMAGE));

        String found = "will be done: 3 sessions of shop from 10.0.0.5 (web); ended in the swap";
        assertThat(asked.get().lines()).contains(found);
        assertThat(timeline()).contains("Found, " + found);
    }

    @Test
    void asksAgainWithTheNewNumbersWhenLiveHasMovedOnSinceTheYes() {
        var asked = new ArrayList<String>();
        personSays(notice -> {
            asked.add(notice.headline());
            database.lose(40);
            return says(Choice.APPROVE);
        });

        var outcome = run(request(Impact.DATA_DAMAGE));

        assertThat(outcome.kind()).isEqualTo(Kind.RESTORED);
        assertThat(asked).hasSize(2);
        assertThat(asked.get(1)).contains("40 orders");
    }

    @Test
    @Tag("A1")
    void afterTheNumbersMovedAYesMustNameTheQuestionThatShowsThem() {
        var refused = new ArrayList<String>();
        world.person = notice -> {
            if (notice.kind() != Notice.Kind.QUESTION) {
                return;
            }
            database.lose(40);
            try {
                stub().update("approve", Answer.Decided.class, new Answer(null, null, "anna", null));
            } catch (WorkflowUpdateException expected) {
                refused.add(expected.getCause().getMessage());
                stub().signal("approveRestore", "bob");
                stub().update("approve", Answer.Decided.class, new Answer("q2", null, "anna", null));
            }
        };

        assertThat(run(request(Impact.DATA_DAMAGE)).kind()).isEqualTo(Kind.RESTORED);
        assertThat(refused).hasSize(1).allMatch(it -> it.contains("gives up 40 orders") && it.contains("answer q2"));
        assertThat(timeline())
                .contains("Answer to q2: yes, go on")
                .anyMatch(it -> it.startsWith("An answer was refused"));
    }

    @Test
    @Tag("M3")
    void whatWasGivenUpIsCountedAfterTheSwapAndHoldsNothingUp() {
        personSays(notice -> says(Choice.APPROVE));
        world.before = call -> {
            if (call.equals("swap")) {
                database.lose(39);
            }
        };

        run(request(Impact.DATA_DAMAGE));

        assertThat(status().comparison().exact()).isTrue();
        assertThat(timeline()).contains("Given up, counted on the displaced database: 39 orders (approved: 37 orders)");
    }

    @Test
    void aCountThatFailsFailsNothingElse() {
        world.fail("count what was given up", 1);
        personSays(notice -> says(Choice.APPROVE));

        assertThat(run(request(Impact.DATA_DAMAGE)).kind()).isEqualTo(Kind.RESTORED);
        assertThat(status().comparison().exact()).isFalse();
        assertThat(timeline()).anyMatch(it -> it.startsWith("What was given up was not counted again after the swap"));
    }

    @Test
    void aYesFromTheTemporalUiCountsAndStandsAsClaimed() {
        world.person = notice -> {
            if (notice.kind() == Notice.Kind.QUESTION) {
                stub().signal("approveRestore", "bob");
            }
        };

        var outcome = run(request(Impact.DATA_DAMAGE));

        assertThat(outcome.kind()).isEqualTo(Kind.RESTORED);
        assertThat(timeline()).contains("Answer to q1: yes, go on (the name is as claimed)");
    }

    @Test
    void aYesWithoutANameIsRefusedAndRecorded() {
        var refused = new AtomicReference<Throwable>();
        world.person = notice -> {
            if (notice.kind() == Notice.Kind.QUESTION) {
                try {
                    stub().update("approve", Answer.Decided.class, new Answer(null, null, " ", null));
                } catch (WorkflowUpdateException expected) {
                    refused.set(expected.getCause());
                }
            }
        };

        run(request(Impact.DEGRADED));

        assertThat(refused.get())
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        failure -> assertThat(failure.getType()).isEqualTo("ANSWER_REFUSED"));
        assertThat(timeline()).contains("An answer was refused: an answer needs the name of who gives it");
    }

    @Test
    void anAnswerToAnotherQuestionIsRefused() {
        personSays(notice -> {
            assertThatThrownBy(
                            () -> stub().update("approve", Answer.Decided.class, new Answer("q7", null, "anna", null)))
                    .rootCause()
                    .hasMessageContaining("the open question is q1, not q7: look at it and answer again");
            return says(Choice.APPROVE);
        });

        assertThat(run(request(Impact.DATA_DAMAGE)).kind()).isEqualTo(Kind.RESTORED);
    }

    @Test
    @Tag("A5")
    void aFailedStepIsTriedAgainWhenAPersonSaysSo() {
        world.fail("emergency backup", 1);
        personSays(notice -> says(notice.headline().startsWith("Restore") ? Choice.APPROVE : Choice.RETRY));

        assertThat(run(careful(Impact.DATA_DAMAGE)).kind()).isEqualTo(Kind.RESTORED);
        assertThat(world.calls.stream().filter("emergency backup"::equals)).hasSize(2);
    }

    @Test
    @Tag("A5")
    void aStepIsSkippedWithItsReasonOnRecord() {
        world.fail("emergency backup", 1);
        personSays(notice -> says(notice.headline().startsWith("Restore") ? Choice.APPROVE : Choice.SKIP));

        assertThat(run(careful(Impact.DATA_DAMAGE)).kind()).isEqualTo(Kind.RESTORED);
        assertThat(step(StepId.EMERGENCY_BACKUP).state()).isEqualTo(State.SKIPPED);
        assertThat(step(StepId.EMERGENCY_BACKUP).detail()).isEqualTo("skipped: because");
    }

    @Test
    @Tag("A5")
    void whatAPersonDidByHandIsLookedAtBeforeItCounts() {
        world.fail("kill switch on", 2);
        personSays(notice -> says(notice.headline().startsWith("Restore") ? Choice.APPROVE : Choice.DONE_BY_HAND));

        assertThat(run(request(Impact.DATA_DAMAGE)).kind()).isEqualTo(Kind.RESTORED);
        assertThat(step(StepId.KILL_SWITCH_ON).state()).isEqualTo(State.BY_HAND);
        assertThat(world.calls.stream().filter("kill switch on"::equals)).hasSize(3);
    }

    @Test
    @Tag("A5")
    void leftToAPersonNothingIsUndone() {
        world.fail("deploy v1", 1);
        personSays(notice -> says(notice.headline().startsWith("Restore") ? Choice.APPROVE : Choice.LEAVE_TO_ME));

        var outcome = run(request(Impact.DEGRADED));

        assertThat(outcome.kind()).isEqualTo(Kind.HANDED_OVER);
        assertThat(database.restored).isTrue();
        assertThat(status().left())
                .contains("the restored database is live", "the application is stopped", "the kill switch is on");
    }

    @Test
    @Tag("A5")
    void twoStepsThatFailAtOnceAreAskedForOneAfterTheOther() {
        world.fail("emergency backup", 1);
        world.fail("kill switch on", 1);
        var asked = new ArrayList<String>();
        personSays(notice -> {
            asked.add(status().question().id());
            return says(notice.headline().startsWith("Restore") ? Choice.APPROVE : Choice.RETRY);
        });

        assertThat(run(careful(Impact.DATA_DAMAGE)).kind()).isEqualTo(Kind.RESTORED);
        assertThat(asked).containsExactly("q1", "q2", "q3");
    }

    @Test
    @Tag("A1")
    void anAnswerAtTheLastMomentCountsOrIsRefusedButIsNeverLost() {
        var told = new AtomicReference<Answer.Decided>();
        environment.registerDelayedCallback(java.time.Duration.ofMinutes(30), () -> {
            try {
                told.set(stub().update("approve", Answer.Decided.class, says(Choice.APPROVE)));
            } catch (WorkflowUpdateException refused) {
                assertThat(refused.getCause()).hasMessageContaining("q1 got no answer");
            }
        });

        var outcome = run(request(Impact.DEGRADED));

        assertThat(outcome.kind()).isEqualTo(told.get() == null ? Kind.UNDONE : Kind.RESTORED);
    }

    @Test
    void saysWhenTheDamageIsTakenToHaveBegun() {
        personSays(notice -> {
            assertThat(notice.lines()).contains("from before 2026-11-21 04:00 UTC, when the damage began");
            return says(Choice.APPROVE);
        });

        assertThat(run(request(Impact.DATA_DAMAGE)).kind()).isEqualTo(Kind.RESTORED);
    }

    @Test
    @Tag("P2")
    void anUnverifiedEmergencyBackupStopsTheRestoreWhereTheCatalogSaysSo() {
        world.fail("emergency backup", 1);

        var outcome = run(careful(Impact.DATA_DAMAGE));

        assertThat(outcome.kind()).isEqualTo(Kind.UNDONE);
        assertThat(world.calls).doesNotContain("swap");
    }

    @Test
    @Tag("N1")
    void aDeadChannelStopsNothingAndStandsInTheRecord() {
        world.deadChannel("incidents");
        start(request(Impact.DATA_DAMAGE));
        environment.registerDelayedCallback(
                java.time.Duration.ofMinutes(2), () -> stub().signal("approveRestore", "anna"));

        assertThat(outcome().kind()).isEqualTo(Kind.RESTORED);
        assertThat(world.records.get(1).undelivered()).isNotEmpty();
    }

    private RollbackStatus.Step step(StepId id) {
        return status().steps().stream()
                .filter(it -> it.step() == id)
                .findFirst()
                .orElseThrow();
    }
}
