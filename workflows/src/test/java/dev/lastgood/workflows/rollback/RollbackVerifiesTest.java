package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.model.CheckResult.Verdict;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RollbackVerifiesTest extends RollbackTestBase {

    @Test
    @Tag("V10")
    void anUnknownCheckDoesNotReopenTheService() {
        world.verdict = Verdict.UNKNOWN;
        personSays(notice -> notice.headline().startsWith("Restore") ? says(Choice.APPROVE) : null);

        var outcome = run(request(Impact.DATA_DAMAGE));

        assertThat(outcome.kind()).isEqualTo(Kind.UNDONE);
        assertThat(outcome.contained()).isTrue();
        assertThat(database.restored).isFalse();
        assertThat(world.killSwitch).isTrue();
    }

    @Test
    void aServiceThatNeedsAMomentIsAskedAgainBeforeItCountsAsFailed() {
        world.verdict = Verdict.FAILED;
        personSaysYes();
        world.before = call -> {
            if (world.calls.stream().filter("check health"::equals).count() == 3) {
                world.verdict = Verdict.PASSED;
            }
        };

        assertThat(run(request(Impact.DATA_DAMAGE)).kind()).isEqualTo(Kind.RESTORED);
        assertThat(timeline()).noneMatch(text -> text.contains("What now?"));
    }

    @Test
    @Tag("V7")
    void aRelapseInTheWatchCallsAPersonAndTakesNothingBack() {
        personSays(notice -> says(notice.headline().startsWith("Restore") ? Choice.APPROVE : Choice.LEAVE_TO_ME));
        world.before = call -> {
            if (call.equals("kill switch off")) {
                watchFailsFromTheSecondLook();
            }
        };

        var outcome = run(request(Impact.DATA_DAMAGE));

        assertThat(outcome.kind()).isEqualTo(Kind.HANDED_OVER);
        assertThat(outcome.contained()).isFalse();
        assertThat(database.restored).isTrue();
        assertThat(timeline()).anyMatch(text -> text.startsWith("Watch: It got worse again"));
    }

    @Test
    @Tag("V7")
    void watchesForTheWholeWindow() {
        personSaysYes();

        run(request(Impact.DATA_DAMAGE));

        assertThat(timeline()).contains("Watch: quiet for 5m, looked 10 times");
    }

    private void watchFailsFromTheSecondLook() {
        long asked = world.calls.stream().filter("check health"::equals).count();
        world.before = call -> {
            if (world.calls.stream().filter("check health"::equals).count() >= asked + 2) {
                world.verdict = Verdict.FAILED;
            }
        };
    }
}
