package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import dev.lastgood.workflows.rollback.RollbackStatus.State;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a person leaves out: what needs it is left out too, and what may still stand is said. */
@Tag("A5")
class RollbackSkipsTest extends RollbackTestBase {

    @Test
    void withoutARestoredCopyNobodyIsAskedAndNothingIsSwapped() {
        var outcome = skipping("restore");

        assertThat(outcome.kind()).isEqualTo(Kind.RESTORED);
        assertThat(world.calls).doesNotContain("swap");
        assertThat(releases.name()).isEqualTo("v1");
        assertThat(step(StepId.APPROVAL).state()).isEqualTo(State.SKIPPED);
        assertThat(step(StepId.SWAP).detail())
                .isEqualTo("nothing was restored: Restore beside the live database was skipped");
        assertThat(status().left()).containsExactly("perhaps a restored copy lies beside the live database");
    }

    @Test
    void aSwapThatWasSkippedStaysOnRecordAsPerhapsDone() {
        var outcome = skipping("swap");

        assertThat(outcome.kind()).isEqualTo(Kind.RESTORED);
        assertThat(releases.name()).isEqualTo("v1");
        assertThat(status().left())
                .containsExactly(
                        "perhaps the restored database is live", "a restored copy lies beside the live database");
    }

    @Test
    void withoutAReleaseToGoBackToNoneIsDeployed() {
        var outcome = skipping("previous");

        assertThat(outcome.kind()).isEqualTo(Kind.RESTORED);
        assertThat(releases.name()).isEqualTo("v2");
        assertThat(database.restored).isTrue();
        assertThat(step(StepId.DEPLOY).state()).isEqualTo(State.SKIPPED);
    }

    @Test
    @Tag("C3")
    void aServiceWhoseOpeningWasSkippedDoesNotCountAsRestored() {
        var outcome = skipping("kill switch off");

        assertThat(outcome.kind()).isEqualTo(Kind.HANDED_OVER);
        assertThat(outcome.contained()).isTrue();
        assertThat(status().left()).contains("the kill switch is on");
    }

    @Test
    void aStartThatWasSkippedStaysOnRecord() {
        skipping("start");

        assertThat(status().left()).contains("perhaps the application is stopped");
    }

    @Test
    void whereTheKillSwitchWasSkippedNothingIsTakenBackOnceTheApplicationRuns() {
        world.fail("kill switch on", 1);
        world.verdict = dev.lastgood.workflows.model.CheckResult.Verdict.FAILED;
        personSays(notice -> notice.headline().startsWith("Restore")
                ? says(Choice.APPROVE)
                : notice.headline().startsWith("Kill switch on") ? says(Choice.SKIP) : null);

        var outcome = run(request(Impact.DATA_DAMAGE));

        assertThat(outcome.kind()).isEqualTo(Kind.HANDED_OVER);
        assertThat(world.calls).doesNotContain("swap back");
        assertThat(database.restored).isTrue();
    }

    private Outcome skipping(String call) {
        world.fail(call, 1);
        personSays(notice -> says(isRestore(notice) ? Choice.APPROVE : Choice.SKIP));
        return run(request(Impact.DATA_DAMAGE));
    }

    private static boolean isRestore(Notice notice) {
        return notice.headline().startsWith("Restore shop from");
    }

    private RollbackStatus.Step step(StepId id) {
        return status().steps().stream()
                .filter(it -> it.step() == id)
                .findFirst()
                .orElseThrow();
    }
}
