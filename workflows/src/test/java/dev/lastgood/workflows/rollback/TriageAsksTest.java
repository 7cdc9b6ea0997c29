package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.decision.Action;
import dev.lastgood.workflows.decision.Policy;
import dev.lastgood.workflows.decision.Policy.Resolved;
import dev.lastgood.workflows.decision.Rule;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.Notice.Kind;
import dev.lastgood.workflows.triage.TriageStatus.Outcome;
import dev.lastgood.workflows.triage.Way;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("T5")
class TriageAsksTest extends TriageTestBase {
    private static final Policy ASKS = policy(Resolved.STOP, ASK, AT_ONCE);

    @Test
    void aVetoOfWhatIsOnlyAskedIsANoAsWell() {
        whenTold(Kind.QUESTION, 1, notice -> say(Way.VETO, "a load test", null));
        triage(ASKS, "P3");

        assertThat(triaged())
                .isEqualTo(new Outcome(Outcome.Kind.IGNORED, "ignored by anna: a load test", "anna", null));
    }

    @Test
    void withNoAnswerItIsAskedOnceMoreAndThenNothingIsRolledBack() {
        triage(ASKS, "P3");

        Outcome outcome = triaged();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.NO_ANSWER);
        assertThat(told(Kind.QUESTION))
                .containsExactly(
                        "Roll shop (production) back?", "Nobody has answered yet. Roll shop (production) back?");
        assertThat(told(Kind.PERSON_NEEDED)).containsExactly("shop (production): no answer");
        assertThat(took()).isBetween(Duration.ofMinutes(60), Duration.ofMinutes(61));
        assertThat(world.calls).doesNotContain("kill switch on");
    }

    @Test
    void theQuestionHoldsTheCommandsThatAnswerIt() {
        whenTold(Kind.QUESTION, 1, notice -> say(Way.IGNORE, "a load test", null));
        triage(ASKS, "P3");

        assertThat(triaged())
                .isEqualTo(new Outcome(Outcome.Kind.IGNORED, "ignored by anna: a load test", "anna", null));
        assertThat(world.notices.get(0).lines())
                .contains(
                        "roll back now: lastgood now shop --environment production --by YOU",
                        "a hotfix comes within a time; asked again if the alert still fires then: lastgood answer shop"
                                + " --environment production --choice hotfix --within 30m --by YOU");
    }

    @Test
    void whatIsFixedForwardIsToldWithWhatAnIssueNeeds() {
        whenTold(Kind.QUESTION, 1, notice -> say(Way.FIX_FORWARD, null, null));
        triage(ASKS, "P3");

        assertThat(triaged().kind()).isEqualTo(Outcome.Kind.FIX_FORWARD);
        var told = world.notices.get(world.notices.size() - 1);
        assertThat(told.headline()).isEqualTo("shop (production) is to be fixed forward; nothing is rolled back");
        assertThat(told.lines())
                .contains("For the issue: error rate over 5 % (f1)", "The graph: http://prometheus/graph");
    }

    @Test
    void aHotfixThatDoesNotEndItIsAskedAboutAgainAndNotPromisedForEver() {
        world.person = notice -> {
            if (notice.kind() == Kind.QUESTION && seen().question().ways().contains(Way.HOTFIX)) {
                say(Way.HOTFIX, null, Duration.ofMinutes(30));
            } else if (notice.kind() == Kind.QUESTION) {
                say(Way.ROLL_BACK, null, null);
            }
        };
        triage(ASKS, "P3");

        assertThat(triaged().kind()).isEqualTo(Outcome.Kind.ROLLED_BACK);

        assertThat(took()).isBetween(Duration.ofMinutes(90), Duration.ofMinutes(91));
        assertThat(told(Kind.QUESTION)).hasSize(4).last().asString().contains("That was promised 3 times.");
    }

    @Test
    void aHotfixThatEndsItEndsTheTriage() {
        whenTold(Kind.QUESTION, 1, notice -> say(Way.HOTFIX, "the flag", Duration.ofMinutes(30)));
        after(Duration.ofMinutes(10), () -> triage().signal("alert", alert("P3", "f1", false)));
        triage(policy(Resolved.GO_ON, ASK), "P3");

        Outcome outcome = triaged();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.RECOVERED);
        assertThat(outcome.summary()).isEqualTo("the alert resolved; anna had promised a hotfix");
    }

    @Test
    void anAlertThatResolvesWhileItIsAskedAboutEndsTheQuestion() {
        after(Duration.ofMinutes(10), () -> triage().signal("alert", alert("P3", "f1", false)));
        triage(ASKS, "P3");

        assertThat(triaged().kind()).isEqualTo(Outcome.Kind.RECOVERED);
        assertThat(told(Kind.QUESTION)).hasSize(1);
    }

    @Test
    void gettingWorseWhileItIsWatchedRollsBack() {
        world.verdict = CheckResult.Verdict.FAILED;
        triage(policy(Resolved.ASK, WATCH), "P2");

        Outcome outcome = triaged();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.ROLLED_BACK);
        assertThat(outcome.summary()).contains("it gets worse");
        assertThat(took()).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void oneBadAnswerIsNotWorse() {
        world.verdict = CheckResult.Verdict.FAILED;
        after(Duration.ofSeconds(65), () -> world.verdict = CheckResult.Verdict.PASSED);
        triage(policy(Resolved.ASK, WATCH), "P2");

        Outcome outcome = triaged();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.RECOVERED);
        assertThat(outcome.summary()).startsWith("it has not got worse");
        assertThat(took()).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
    }

    @Test
    void whatCantBeToldAtTheEndOfTheWatchIsAsked() {
        world.verdict = CheckResult.Verdict.UNKNOWN;
        whenTold(Kind.QUESTION, 1, notice -> say(Way.IGNORE, "a gap in the metrics", null));
        triage(policy(Resolved.ASK, WATCH), "P2");

        assertThat(triaged().kind()).isEqualTo(Outcome.Kind.IGNORED);
        assertThat(told(Kind.QUESTION))
                .containsExactly("Roll shop (production) back? Whether it gets worse can't be told");
    }

    @Test
    void anAlertThatResolvesWhileItIsWatchedEndsIt() {
        after(Duration.ofMinutes(3), () -> triage().signal("alert", alert("P2", "f1", false)));
        triage(policy(Resolved.GO_ON, WATCH), "P2");

        assertThat(triaged().summary()).isEqualTo("the alert resolved while it was watched");
    }

    @Test
    void withoutACheckWorseMeansThatItStillFires() {
        triage(policy(Resolved.ASK, watch(null)), "P2");

        assertThat(triaged().summary()).contains("the alert still fires after 10m");
    }

    @Test
    void whereNothingCanBeLookedAtAPersonIsAsked() {
        decisions.down = true;
        triage(policy(Resolved.ASK, watch(null)), "P2");

        assertThat(triaged().kind()).isNotEqualTo(Outcome.Kind.ROLLED_BACK);
        assertThat(world.calls).doesNotContain("kill switch on");
    }

    @Test
    void startedUnderAnotherIdItRefuses() {
        var request = request(ASKS, alert("P3", "f1", true));
        var stub = client.newWorkflowStub(
                dev.lastgood.workflows.triage.Triage.class,
                io.temporal.client.WorkflowOptions.newBuilder()
                        .setWorkflowId("triage-by-hand")
                        .setTaskQueue(queue())
                        .build());

        Outcome outcome = stub.run(
                new dev.lastgood.workflows.triage.Triage.Order(request, decided(ASKS, alert("P3", "f1", true))));

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.REFUSED);
    }

    @Test
    void aRuleThatMatchesNothingIsNoReasonToRollBack() {
        triage(policy(Resolved.STOP, Rule.of("never", List.of("severity=\"P9\""), Action.AT_ONCE)), "P1");

        assertThat(triaged().kind()).isEqualTo(Outcome.Kind.NO_ANSWER);
    }
}
