package dev.lastgood.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import dev.lastgood.workflows.rollback.RollbackStatus.State;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("D1")
class DowntimeTest {
    @Test
    void itRunsFromTheKillSwitchOnToTheKillSwitchOff() {
        Downtime downtime = downtime(Statuses.rich());

        assertThat(downtime.from()).isEqualTo(Statuses.at(2));
        assertThat(downtime.until()).isEqualTo(Statuses.at(482));
        assertThat(downtime.duration()).isEqualTo(Duration.ofSeconds(480));
    }

    @Test
    void withoutAKillSwitchItRunsFromStoppedToStarted() {
        assertThat(downtime(new Statuses().step(StepId.STOP, State.DONE, 0, 10).step(StepId.START, State.DONE, 60, 70))
                        .duration())
                .isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void theStopCountsWhenItComesBeforeTheKillSwitch() {
        assertThat(downtime(new Statuses()
                                .step(StepId.KILL_SWITCH_ON, State.DONE, 0, 25)
                                .step(StepId.STOP, State.BY_HAND, 0, 10)
                                .step(StepId.START, State.DONE, 30, 40)
                                .step(StepId.KILL_SWITCH_OFF, State.DONE, 40, 50))
                        .duration())
                .isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void itGoesOnWhileTheApplicationIsStoppedThoughTheKillSwitchIsOff() {
        Downtime downtime = downtime(new Statuses()
                .step(StepId.KILL_SWITCH_ON, State.DONE, 0, 5)
                .step(StepId.STOP, State.DONE, 0, 10)
                .step(StepId.KILL_SWITCH_OFF, State.DONE, 20, 30)
                .ended(100, Outcome.Kind.HANDED_OVER, "a person has it"));

        assertThat(downtime.ongoing()).isTrue();
        assertThat(downtime.duration()).isEqualTo(Duration.ofSeconds(95));
    }

    @Test
    void containmentThatFailedKeptNobodyOut() {
        assertThat(downtime(new Statuses().step(StepId.KILL_SWITCH_ON, State.FAILED, 0, 5)))
                .isEqualTo(new Downtime(Duration.ZERO, null, null));
    }

    @Test
    void containmentThatWasUndoneEndsWithTheUndo() {
        Downtime downtime = downtime(new Statuses()
                .step(StepId.KILL_SWITCH_ON, State.UNDONE, 0, 65)
                .event(0, StepId.KILL_SWITCH_ON, null, "begun")
                .event(5, StepId.KILL_SWITCH_ON, null, "on")
                .event(65, StepId.KILL_SWITCH_ON, null, "Undone: kill switch off")
                .event(80, null, null, "Ended")
                .ended(80, Outcome.Kind.UNDONE, "refused"));

        assertThat(downtime.until()).isEqualTo(Statuses.at(65));
        assertThat(downtime.duration()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void containmentThatCouldNotBeUndoneGoesOn() {
        assertThat(downtime(new Statuses().step(StepId.STOP, State.UNDO_FAILED, 0, 5))
                        .ongoing())
                .isTrue();
    }

    @Test
    void aReopeningThatWasUndoneReopensNothing() {
        assertThat(downtime(new Statuses()
                                .step(StepId.KILL_SWITCH_ON, State.DONE, 0, 5)
                                .step(StepId.KILL_SWITCH_OFF, State.UNDONE, 20, 25))
                        .ongoing())
                .isTrue();
    }

    @Test
    void aRollbackThatOnlyReopensCountsFromItsOwnStart() {
        Statuses reopening = new Statuses().step(StepId.KILL_SWITCH_OFF, State.DONE, 10, 12);
        reopening.mode = Mode.REOPEN;

        assertThat(downtime(reopening).duration()).isEqualTo(Duration.ofSeconds(12));
    }

    private static Downtime downtime(Statuses statuses) {
        return Durations.of(statuses.status()).downtime();
    }
}
