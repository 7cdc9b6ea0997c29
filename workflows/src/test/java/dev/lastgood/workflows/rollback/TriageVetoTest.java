package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.workflows.client.TriageClient;
import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.decision.Policy.Resolved;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Notice.Kind;
import dev.lastgood.workflows.rollback.Rollback.Cancel;
import dev.lastgood.workflows.support.Failures;
import dev.lastgood.workflows.triage.TriageStatus.Outcome;
import dev.lastgood.workflows.triage.Way;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("T5")
class TriageVetoTest extends TriageTestBase {

    @Test
    void isAnnouncedWithTheTimeLeftAndRolledBackWhenNobodyObjects() {
        triage(policy(Resolved.ASK, VETO, AT_ONCE), "P1");

        Outcome outcome = triaged();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.ROLLED_BACK);
        assertThat(outcome.summary()).contains("nobody objected within 5m");
        assertThat(took()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
        assertThat(told(Kind.VETO))
                .containsExactly(
                        "shop (production) will be rolled back in 5m unless somebody objects",
                        "shop (production) will be rolled back in 1m");
        assertThat(begunRollback().startedBy()).isEqualTo("alertmanager");
    }

    @Test
    void aVetoEndsItWithNameAndReason() {
        whenTold(Kind.VETO, 1, notice -> say(Way.VETO, "it is the payment provider", null));
        triage(policy(Resolved.ASK, VETO), "P1");

        Outcome outcome = triaged();

        assertThat(outcome)
                .isEqualTo(
                        new Outcome(Outcome.Kind.VETOED, "vetoed by anna: it is the payment provider", "anna", null));
        assertThat(told(Kind.DECISION)).containsExactly("shop (production): vetoed");
        assertThat(world.calls).doesNotContain("kill switch on");
    }

    @Test
    void whatItWasTheEndOfIsToldToWhoeverTakesTheNextAlert() {
        whenTold(Kind.VETO, 1, notice -> say(Way.VETO, "it is the payment provider", null));
        triage(policy(Resolved.ASK, VETO), "P1");
        triaged();

        assertThat(new TriageClient(client).ended(SHOP)).hasValueSatisfying(it -> {
            assertThat(it.saysNo()).isTrue();
            assertThat(it.events()).containsExactly(alert("P1", "f1", true).event());
            assertThat(it.at()).isNotNull();
        });
    }

    @Test
    void aVetoWithoutAReasonIsRefusedAndTheWindowStaysOpen() {
        whenTold(Kind.VETO, 1, notice -> {
            try {
                say(Way.VETO, null, null);
            } catch (WorkflowUpdateException refused) {
                say(Way.VETO, "then so: " + Failures.reason(refused.getCause()), null);
            }
        });
        triage(policy(Resolved.ASK, VETO), "P1");

        assertThat(triaged().summary()).contains("that needs the reason");
    }

    @Test
    void moreTimeMovesTheEndAndTheReminder() {
        whenTold(Kind.VETO, 1, notice -> say(Way.EXTEND, null, Duration.ofMinutes(20)));
        triage(policy(Resolved.ASK, VETO), "P1");

        assertThat(triaged().kind()).isEqualTo(Outcome.Kind.ROLLED_BACK);

        assertThat(took()).isBetween(Duration.ofMinutes(25), Duration.ofMinutes(26));
        assertThat(told(Kind.VETO)).hasSize(2);
    }

    @Test
    void nowRollsBackAtOnceAsThatPersonsOwn() {
        whenTold(Kind.VETO, 1, notice -> say(Way.ROLL_BACK, null, null));
        triage(policy(Resolved.ASK, VETO), "P1");

        Outcome outcome = triaged();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.ROLLED_BACK);
        assertThat(outcome.by()).isEqualTo("anna");
        assertThat(took()).isLessThan(Duration.ofMinutes(1));
        assertThat(begunRollback().startedBy()).isEqualTo("anna");
        assertThat(decisions.looks).isEmpty();
    }

    @Test
    void anAlertThatResolvesInTheWindowStopsItWhereThePolicySaysSo() {
        after(Duration.ofMinutes(2), () -> triage().signal("alert", alert("P1", "f1", false)));
        triage(policy(Resolved.STOP, VETO), "P1");

        assertThat(triaged().summary()).isEqualTo("the alert resolved before anything was done");
        assertThat(world.calls).doesNotContain("kill switch on");
    }

    @Test
    void anAlertThatResolvesInTheWindowIsAskedAboutWhereThePolicySaysSo() {
        after(Duration.ofMinutes(2), () -> triage().signal("alert", alert("P1", "f1", false)));
        triage(policy(Resolved.ASK, VETO), "P1");

        assertThat(triaged().kind()).isEqualTo(Outcome.Kind.RECOVERED);
        assertThat(told(Kind.QUESTION))
                .containsExactly(
                        "The alert resolved before anything was done. Roll shop (production) back all the same?");
    }

    @Test
    void anAlertThatResolvesInTheWindowIsOnlyRecordedWhereThePolicySaysSo() {
        after(Duration.ofMinutes(2), () -> triage().signal("alert", alert("P1", "f1", false)));
        triage(policy(Resolved.GO_ON, VETO), "P1");

        assertThat(triaged().kind()).isEqualTo(Outcome.Kind.ROLLED_BACK);
        assertThat(seen().timeline()).anyMatch(it -> it.text().startsWith("The alert resolved"));
    }

    @Test
    void whileAnotherAlertFiresNothingHasResolved() {
        after(Duration.ofMinutes(1), () -> triage().signal("alert", alert("P1", "f2", true)));
        after(Duration.ofMinutes(2), () -> triage().signal("alert", alert("P1", "f1", false)));
        triage(policy(Resolved.STOP, VETO), "P1");

        assertThat(triaged().kind()).isEqualTo(Outcome.Kind.ROLLED_BACK);
        assertThat(seen().timeline()).anyMatch(it -> it.text().contains("another still fires"));
    }

    @Test
    void anAlertThatCallsForARollbackAtOnceDoesNotWaitForTheWindow() {
        after(Duration.ofMinutes(2), () -> triage().signal("alert", alert("P0", "f2", true)));
        triage(policy(Resolved.ASK, VETO, AT_ONCE), "P1");

        assertThat(triaged().summary()).contains("another alert calls for a rollback at once");
        assertThat(took()).isLessThan(Duration.ofMinutes(3));
        assertThat(begunRollback().reason()).isEqualTo("error rate over 5 % (f2)");
    }

    @Test
    void isCancelledByAPerson() {
        whenTold(Kind.VETO, 1, notice -> triage().signal("cancel", new Cancel("ben", "a test")));
        triage(policy(Resolved.ASK, VETO), "P1");

        assertThat(triaged()).isEqualTo(new Outcome(Outcome.Kind.CANCELLED, "cancelled by ben: a test", "ben", null));
    }

    @Test
    void cancelledFromTheTemporalUiItTellsPeopleAndEnds() {
        whenTold(Kind.VETO, 1, notice -> triage().cancel());
        triage(policy(Resolved.ASK, VETO), "P1");

        assertThatThrownBy(this::triaged).isInstanceOf(WorkflowFailedException.class);
        assertThat(seen().outcome().kind()).isEqualTo(Outcome.Kind.CANCELLED);
        assertThat(told(Kind.DECISION)).containsExactly("shop (production): cancelled");
    }

    @Test
    void theGuardIsAskedAgainAfterTheWait() {
        decisions.verdict = Verdict.HELD;
        decisions.reason = "paused by ada: the move";
        triage(policy(Resolved.ASK, VETO), "P1");

        Outcome outcome = triaged();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.HELD);
        assertThat(outcome.summary()).isEqualTo("paused by ada: the move");
        assertThat(decisions.looks).hasSize(1);
        assertThat(world.calls).doesNotContain("kill switch on");
    }

    @Test
    void whereTheGuardDoubtsAPersonIsAsked() {
        decisions.verdict = Verdict.ASK;
        whenTold(Kind.QUESTION, 1, notice -> say(Way.ROLL_BACK, "it is that release", null));
        triage(policy(Resolved.ASK, VETO), "P1");

        assertThat(triaged().kind()).isEqualTo(Outcome.Kind.ROLLED_BACK);
        assertThat(told(Kind.QUESTION)).containsExactly("Roll shop (production) back? It does not go back by itself");
    }

    @Test
    void joinsARollbackThatSomebodyStartedMeanwhile() {
        whenTold(Kind.VETO, 1, notice -> start(request(Impact.DEGRADED)));
        triage(policy(Resolved.ASK, VETO), "P1");

        Outcome outcome = triaged();

        assertThat(outcome.summary()).startsWith("it joined the rollback that runs");
        assertThat(status().timeline()).anyMatch(it -> it.text().startsWith("Another alert joins"));
    }

    @Test
    void itsDecisionIsOnRecordWithWhatCameOfIt() {
        whenTold(Kind.VETO, 1, notice -> say(Way.VETO, "no", null));
        triage(policy(Resolved.ASK, VETO), "P1");
        triaged();

        Awaitility.await()
                .untilAsserted(() -> assertThat(decisions.records.values())
                        .singleElement()
                        .satisfies(it -> {
                            assertThat(it.decision().verdict()).isEqualTo(Verdict.WAIT);
                            assertThat(it.outcome()).isEqualTo("vetoed: vetoed by anna: no");
                            assertThat(it.by()).isEqualTo("anna");
                        }));
    }
}
