package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RollbackModesTest extends RollbackTestBase {

    @Test
    @Tag("C3")
    void containedOnItsOwnItAsksWhatNow() {
        personSays(notice -> says(Choice.REOPEN));

        var outcome = run(request(Impact.DATA_DAMAGE).as(Mode.CONTAIN));

        assertThat(outcome.contained()).isFalse();
        assertThat(world.deeds()).containsExactly("kill switch on", "stop", "start", "kill switch off");
    }

    @Test
    @Tag("C3")
    void containedFirstItCanBeRolledBackLater() {
        personSays(notice -> says(notice.headline().startsWith("Restore") ? Choice.APPROVE : Choice.ROLL_BACK));

        var outcome = run(request(Impact.DATA_DAMAGE).as(Mode.CONTAIN));

        assertThat(outcome.kind()).isEqualTo(Kind.RESTORED);
        assertThat(world.deeds().stream().filter("stop"::equals)).hasSize(1);
        assertThat(database.restored).isTrue();
    }

    @Test
    @Tag("C3")
    void containedWithNobodyToSayWhatNextItStaysContained() {
        var outcome = run(request(Impact.DEGRADED).as(Mode.CONTAIN));

        assertThat(outcome.kind()).isEqualTo(Kind.HANDED_OVER);
        assertThat(outcome.contained()).isTrue();
        assertThat(world.killSwitch).isTrue();
    }

    @Test
    @Tag("C3")
    void reopensWhatAnEarlierRollbackLeftContained() {
        world.killSwitch = true;
        releases.running = false;

        var outcome = run(request(Impact.DATA_DAMAGE).as(Mode.REOPEN));

        assertThat(outcome.kind()).isEqualTo(Kind.RESTORED);
        assertThat(world.deeds()).containsExactly("start", "kill switch off");
    }

    @Test
    @Tag("C3")
    void containedOnRequestAndThenRefusedItStaysContained() {
        personSays(notice -> says(notice.headline().startsWith("Restore") ? Choice.REJECT : Choice.ROLL_BACK));

        var outcome = run(request(Impact.DEGRADED).as(Mode.CONTAIN));

        assertThat(outcome.kind()).isEqualTo(Kind.UNDONE);
        assertThat(outcome.contained()).isTrue();
        assertThat(status().left()).containsExactly("the application is stopped", "the kill switch is on");
        assertThat(releases.running).isFalse();
    }

    @Test
    void aStepOverItsBudgetIsToldAndGoesOn() {
        world.stumble("emergency backup", 15);
        personSaysYes();

        var outcome = run(request(Impact.DATA_DAMAGE));

        assertThat(outcome.kind()).isEqualTo(Kind.RESTORED);
        assertThat(world.notices).anySatisfy(notice -> {
            assertThat(notice.kind()).isEqualTo(Notice.Kind.OVER_BUDGET);
            assertThat(notice.headline()).isEqualTo("Emergency backup takes longer than its 2m");
        });
    }
}
