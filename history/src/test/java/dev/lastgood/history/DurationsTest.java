package dev.lastgood.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import dev.lastgood.workflows.rollback.RollbackStatus.State;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("D1")
class DurationsTest {
    @Test
    void theTotalRunsFromStartToEnd() {
        assertThat(durations(Statuses.rich()).total()).isEqualTo(Duration.ofSeconds(800));
    }

    @Test
    void aRunningRollbackIsMeasuredUpToTheNewestThingKnown() {
        Statuses running = new Statuses().running(StepId.STOP, 20).event(35, null, null, "still stopping");

        assertThat(durations(running).total()).isEqualTo(Duration.ofSeconds(35));
    }

    @Test
    void theApprovalIsNotActiveTime() {
        assertThat(durations(Statuses.rich()).waiting()).isEqualTo(Duration.ofSeconds(60));
        assertThat(durations(Statuses.rich()).active()).isEqualTo(Duration.ofSeconds(740));
    }

    @Test
    void anOpenQuestionIsNotActiveTime() {
        Statuses asking = new Statuses()
                .step(StepId.STOP, State.FAILED, 0, 10)
                .asks(10, StepId.STOP)
                .event(70, null, null, "an alert joined");

        assertThat(durations(asking).active()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void waitingTwiceAtOnceCountsOnce() {
        Statuses asking = new Statuses()
                .running(StepId.APPROVAL, 10)
                .asks(20, StepId.APPROVAL)
                .event(50, null, null, "later");

        assertThat(durations(asking).waiting()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void waitsThatFollowEachOtherAddUp() {
        Statuses asking = new Statuses()
                .step(StepId.APPROVAL, State.DONE, 10, 20)
                .asks(30, StepId.DEPLOY)
                .event(50, null, null, "later");

        assertThat(durations(asking).waiting()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aStepOverItsBudgetSaysByHowMuch() {
        Durations durations = durations(new Statuses()
                .step(StepId.KILL_SWITCH_ON, State.DONE, 0, 45)
                .step(StepId.STOP, State.DONE, 45, 50)
                .pending(StepId.SWAP));

        assertThat(durations.steps())
                .containsExactly(
                        new Durations.StepTime(
                                StepId.KILL_SWITCH_ON, Duration.ofSeconds(45), Duration.ofSeconds(30), true),
                        new Durations.StepTime(StepId.STOP, Duration.ofSeconds(5), Duration.ofMinutes(1), false));
        assertThat(durations.steps())
                .extracting(Durations.StepTime::over)
                .containsExactly(Duration.ofSeconds(15), Duration.ZERO);
    }

    @Test
    void anEndBeforeTheStartIsNoTimeAtAll() {
        assertThat(durations(new Statuses().ended(-5, Outcome.Kind.REFUSED, "clock skew"))
                        .total())
                .isEqualTo(Duration.ZERO);
    }

    private static Durations durations(Statuses statuses) {
        return Durations.of(statuses.status());
    }
}
