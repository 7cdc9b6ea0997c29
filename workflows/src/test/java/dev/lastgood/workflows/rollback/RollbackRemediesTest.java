package dev.lastgood.workflows.rollback;

import static dev.lastgood.workflows.TestServices.HEALTH;
import static dev.lastgood.workflows.TestServices.shop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.TestServices;
import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.CheckResult.Verdict;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Verifying.Then;
import dev.lastgood.workflows.model.Verifying.Unknown;
import dev.lastgood.workflows.model.Watch;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is done when verification fails, as the catalog says. */
class RollbackRemediesTest extends RemedyTestBase {
    @Test
    @Tag("V9")
    void retryLooksAgainAfterAPauseAndNobodyIsCalled() {
        well(() -> asked("check health") > 14);
        personSaysYes();

        assertThat(run(policy(Impact.DATA_DAMAGE, Then.RETRY, Then.ASK)).kind()).isEqualTo(Kind.RESTORED);
        assertThat(timeline())
                .contains("Verify before reopening failed: looked at again in 30s (1 of 1)")
                .noneMatch(text -> text.contains("What now?"));
    }

    @Test
    void retriesAreBoundedAndThenAPersonIsCalled() {
        world.verdict = Verdict.FAILED;
        personSays(notice -> says(restore(notice) ? Choice.APPROVE : Choice.UNDO));

        assertThat(run(policy(Impact.DEGRADED, Then.RETRY, Then.ASK)).kind()).isEqualTo(Kind.UNDONE);
        assertThat(timeline())
                .filteredOn(text -> text.contains("looked at again"))
                .hasSize(1);
    }

    @Test
    void theReleaseBeforeThatOneIsPutInPlaceAndTheDatabaseStaysAsItIs() {
        wellOn("v0");
        personSaysYes();

        var outcome = run(policy(Impact.DATA_DAMAGE, Then.OLDER_RELEASE, Then.ASK));

        assertThat(outcome.kind()).isEqualTo(Kind.RESTORED);
        assertThat(outcome.summary()).contains("running v0");
        assertThat(world.deeds())
                .containsSubsequence("deploy v1", "start", "stop", "deploy v0", "start", "kill switch off")
                .filteredOn("kill switch off"::equals)
                .hasSize(1);
        assertThat(database.restored).isTrue();
        assertThat(timeline())
                .anyMatch(
                        text -> text.endsWith("going back one release further, to v0; the database stays as it is now,"
                                + " taken back, and no migration is run"));
    }

    @Test
    void howFarBackItGoesIsBoundedAndUndoingGoesBackToWhatRan() {
        world.verdict = Verdict.FAILED;
        personSays(notice -> says(restore(notice) ? Choice.APPROVE : Choice.UNDO));

        var outcome = run(policy(Impact.DEGRADED, Then.OLDER_RELEASE, Then.ASK));

        assertThat(outcome.kind()).isEqualTo(Kind.UNDONE);
        assertThat(releases.name()).isEqualTo("v2");
        assertThat(releases.running).isTrue();
        assertThat(database.restored).isFalse();
        assertThat(timeline())
                .filteredOn(text -> text.contains("going back one release further, to"))
                .hasSize(1);
    }

    @Test
    void anOlderReleaseThatCannotBePutInPlaceLeavesTheOneBeforeItAndCallsAPerson() {
        world.verdict = Verdict.FAILED;
        world.fail("deploy v0", 1);
        personSays(notice -> says(restore(notice) ? Choice.APPROVE : Choice.LEAVE_TO_ME));

        var outcome = run(policy(Impact.DEGRADED, Then.OLDER_RELEASE, Then.ASK));

        assertThat(outcome.kind()).isEqualTo(Kind.HANDED_OVER);
        assertThat(outcome.contained()).isTrue();
        assertThat(releases.name()).isEqualTo("v1");
        assertThat(timeline()).anyMatch(text -> text.contains("Putting v1 back"));
    }

    @Test
    void withoutAnOlderReleaseAPersonIsCalled() {
        world.verdict = Verdict.FAILED;
        personSays(notice -> says(restore(notice) ? Choice.APPROVE : Choice.UNDO));
        var three = shop(Impact.DEGRADED).verifying(verifying(3, Unknown.FAIL, Then.OLDER_RELEASE));

        assertThat(run(request(three)).kind()).isEqualTo(Kind.UNDONE);
        assertThat(timeline()).anyMatch(text -> text.contains("there is no release to go back to any further"));
    }

    @Test
    void undoTakesEverythingBackWithoutAskingAnybody() {
        world.verdict = Verdict.FAILED;
        personSays(notice -> restore(notice) ? says(Choice.APPROVE) : null);

        var outcome = run(policy(Impact.DEGRADED, Then.UNDO));

        assertThat(outcome.kind()).isEqualTo(Kind.UNDONE);
        assertThat(releases.name()).isEqualTo("v2");
        assertThat(database.restored).isFalse();
        assertThat(timeline()).noneMatch(text -> text.contains("What now?"));
    }

    @Test
    @Tag("V10")
    void unknownIsLetThroughOnlyWhereTheCatalogSaysSoAndAnotherCheckPasses() {
        world.checks = run -> new CheckResult(
                run.check().name(),
                run.check().name().equals("errors") ? Verdict.UNKNOWN : Verdict.PASSED,
                "as measured");
        personSaysYes();

        var outcome = run(request(two().verifying(verifying(1, Unknown.GO_ON, Then.ASK))));

        assertThat(outcome.kind()).isEqualTo(Kind.RESTORED);
        assertThat(timeline())
                .contains("Verify before reopening: 1 of 2 checks pass; unknown, and let through as the catalog says:"
                        + " errors (as measured)");
    }

    @Test
    @Tag("V10")
    void unknownAloneIsNeverLetThrough() {
        world.verdict = Verdict.UNKNOWN;
        personSays(notice -> says(restore(notice) ? Choice.APPROVE : Choice.UNDO));

        var outcome = run(request(two().verifying(verifying(1, Unknown.GO_ON, Then.ASK))));

        assertThat(outcome.kind()).isEqualTo(Kind.UNDONE);
    }

    @Test
    @Tag("V10")
    void unknownCallsAPersonFirstWhereTheCatalogSaysSo() {
        world.verdict = Verdict.UNKNOWN;
        personSays(notice -> says(restore(notice) ? Choice.APPROVE : Choice.SKIP));

        var asking = shop(Impact.DEGRADED)
                .verifying(verifying(1, Unknown.ASK, Then.UNDO))
                .watch(quickWatch());
        world.before = call -> {
            if (call.equals("kill switch off")) {
                world.verdict = Verdict.PASSED;
            }
        };

        assertThat(run(request(asking)).kind()).isEqualTo(Kind.RESTORED);
        assertThat(timeline()).anyMatch(text -> text.contains("Verify before reopening failed. What now?"));
    }

    @Test
    void withoutAKillSwitchTheChecksAreAskedAfterTheStartAndAFailureStopsIt() {
        world.verdict = Verdict.FAILED;
        personSays(notice -> says(restore(notice) ? Choice.APPROVE : Choice.LEAVE_TO_ME));

        var outcome = run(request(withoutKillSwitch().verifying(verifying(1, Unknown.FAIL, Then.CONTAIN, Then.ASK))));

        assertThat(outcome.kind()).isEqualTo(Kind.HANDED_OVER);
        assertThat(outcome.contained()).isTrue();
        assertThat(releases.running).isFalse();
        assertThat(world.calls.indexOf("check health")).isGreaterThan(world.calls.indexOf("start"));
    }

    @Test
    void withoutAKillSwitchItIsNotCalledRestoredBeforeTheChecksPass() {
        world.verdict = Verdict.FAILED;
        personSays(notice -> says(restore(notice) ? Choice.APPROVE : Choice.LEAVE_TO_ME));

        var outcome = run(request(withoutKillSwitch()));

        assertThat(outcome.kind()).isEqualTo(Kind.HANDED_OVER);
        assertThat(timeline()).anyMatch(text -> text.contains("Verify before reopening failed. What now?"));
    }

    private static Watch quickWatch() {
        return new Watch(Duration.ofMinutes(1), Duration.ofSeconds(30), 2, List.of(HEALTH));
    }

    private static TestServices two() {
        return shop(Impact.DEGRADED)
                .checks(HEALTH, new Check("errors", "promql", HEALTH.road(), HEALTH.when(), HEALTH.settings()));
    }

    private static TestServices withoutKillSwitch() {
        return shop(Impact.DEGRADED).killSwitch(null);
    }

    private long asked(String call) {
        return world.calls.stream().filter(call::equals).count();
    }

    /** The checks pass as soon as this holds. */
    private void well(java.util.function.BooleanSupplier when) {
        checks(run -> when.getAsBoolean());
    }

    private void wellOn(String release) {
        checks(run -> releases.name().equals(release));
    }
}
