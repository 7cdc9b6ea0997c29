package dev.lastgood.activities.killswitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lastgood.activities.Given;
import dev.lastgood.workflows.activities.KillSwitchActivities.Turn;
import dev.lastgood.workflows.activities.KillSwitchActivities.Turned;
import dev.lastgood.workflows.model.Target;
import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every kill switch must do. A new one extends this and says how its other side is seen and broken. */
@Tag("C1")
public abstract class KillSwitchContract {

    /** The adapter under test. */
    protected abstract KillSwitch killSwitch();

    /** A target of it that works and can be read back. */
    protected abstract Target target();

    /** Whether the other side has it on. */
    protected abstract boolean isOn();

    /** From now on the other side answers with this HTTP status, or what stands for it there; 0 heals it. */
    protected abstract void breakWith(int status);

    @Test
    void turnsOnAndReadsBack() {
        assertThat(turn(true)).extracting(Turned::active, Turned::verified).containsExactly(true, true);
        assertThat(isOn()).isTrue();
    }

    @Test
    void turnsOffAgain() {
        turn(true);

        assertThat(turn(false).verified()).isTrue();
        assertThat(isOn()).isFalse();
    }

    @Test
    void turningTwiceDoesNoHarm() {
        turn(true);

        assertThat(turn(true)).extracting(Turned::active, Turned::verified).containsExactly(true, true);
        assertThat(isOn()).isTrue();
    }

    @Test
    void turningOffWhatWasNeverOnDoesNoHarm() {
        assertThat(turn(false).active()).isFalse();
        assertThat(isOn()).isFalse();
    }

    @Test
    void anOverloadedSideIsWorthAnotherTry() {
        for (int status : new int[] {500, 503, 429, 409}) {
            breakWith(status);
            assertThat(catchThrowable(() -> turn(true))).isNotNull().isNotInstanceOf(ApplicationFailure.class);
        }
        breakWith(0);
        assertThat(turn(true).verified()).isTrue();
    }

    @Test
    void aRefusalIsFinal() {
        breakWith(403);

        assertThat(catchThrowable(() -> turn(true)))
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        it -> assertThat(it.isNonRetryable()).isTrue());
    }

    protected Turned turn(boolean active) {
        return killSwitch().turn(new Turn(Given.ROLLBACK, target(), active, "Emergency \"rollback\""));
    }
}
