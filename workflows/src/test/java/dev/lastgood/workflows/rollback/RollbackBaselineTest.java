package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.activities.CheckActivities;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.CheckResult.Asked;
import dev.lastgood.workflows.model.CheckResult.Verdict;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The checks are asked once before anything is changed. */
class RollbackBaselineTest extends RollbackTestBase {

    @Test
    @Tag("V10")
    void whatFailedBeforeIsToldFromWhatFailsOnlyNow() {
        world.verdict = Verdict.FAILED;
        personSays(notice -> says(notice.headline().startsWith("Restore") ? Choice.APPROVE : Choice.UNDO));

        run(request(Impact.DEGRADED));

        assertThat(question())
                .contains("health: failed, as measured (internal, before reopening; it failed before the"
                        + " rollback too)");
    }

    @Test
    @Tag("V10")
    void whatFailsOnlyNowIsCalledNew() {
        world.checks = run -> new CheckResult(
                run.check().name(), run.since() == null ? Verdict.PASSED : Verdict.FAILED, "as measured");
        personSays(notice -> says(notice.headline().startsWith("Restore") ? Choice.APPROVE : Choice.UNDO));

        run(request(Impact.DEGRADED));

        assertThat(question())
                .contains("health: failed, as measured (internal, before reopening; new: it passed before"
                        + " the rollback)");
        assertThat(timeline()).contains("The checks before the rollback: health passed");
    }

    @Test
    void itsValuesAreWhatLaterRunsAreComparedWith() {
        var runs = new CopyOnWriteArrayList<CheckActivities.Run>();
        world.checks = run -> {
            runs.add(run);
            return new CheckResult(run.check().name(), Verdict.PASSED, "fine", Map.of("value", (double) runs.size()));
        };
        personSaysYes();

        run(request(Impact.DEGRADED));

        assertThat(runs.get(0).baseline()).isNull();
        assertThat(runs.subList(1, runs.size())).hasSizeGreaterThan(2).allSatisfy(run -> {
            assertThat(run.baseline()).isNotNull();
            assertThat(run.baseline().values()).containsEntry("value", 1.0);
            assertThat(run.since()).isNotNull();
        });
        assertThat(status().checks())
                .extracting(CheckResult::asked)
                .containsExactly(Asked.BEFORE_REOPENING, Asked.AFTER_REOPENING, Asked.WATCHING);
    }

    @Test
    void containmentDoesNotWaitForIt() throws Exception {
        var contained = new CountDownLatch(1);
        var inTime = new AtomicBoolean();
        world.before = call -> {
            if (call.equals("kill switch on")) {
                contained.countDown();
            } else if (call.equals("check beforehand health")) {
                inTime.set(await(contained));
            }
        };
        personSaysYes();

        assertThat(run(request(Impact.DATA_DAMAGE)).kind()).isEqualTo(Kind.RESTORED);
        assertThat(inTime).isTrue();
    }

    @Test
    void aCheckThatCannotBeAskedBeforeStopsNothing() {
        world.fail("check beforehand health", 1);
        personSaysYes();

        assertThat(run(request(Impact.DEGRADED)).kind()).isEqualTo(Kind.RESTORED);
        assertThat(timeline())
                .contains("The checks before the rollback: 1 check did not answer before the service was contained");
    }

    @Test
    void reopeningHasNothingToLookAtBefore() {
        world.killSwitch = true;

        run(request(Impact.DATA_DAMAGE).as(Mode.REOPEN));

        assertThat(world.calls).noneMatch(call -> call.startsWith("check beforehand"));
    }

    private List<String> question() {
        return world.notices.stream()
                .filter(notice -> notice.headline().endsWith("What now?"))
                .findFirst()
                .orElseThrow()
                .lines();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
