package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.decision.Policy;
import dev.lastgood.workflows.decision.Policy.Resolved;
import dev.lastgood.workflows.decision.World;
import dev.lastgood.workflows.hold.KeepHold;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Notice.Kind;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import dev.lastgood.workflows.support.TaskQueues;
import dev.lastgood.workflows.triage.TriageStatus;
import dev.lastgood.workflows.triage.Way;
import io.temporal.client.WorkflowOptions;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is asked before a rollback that no person wanted touches anything. */
@Tag("T9")
class RollbackGateTest extends TriageTestBase {
    private static final Policy POLICY = policy(Resolved.STOP, AT_ONCE, VETO);
    private static final Alert ALERT = alert("P0", "f1", true);

    private Outcome byAlert(Policy policy) {
        return run(request(policy, ALERT));
    }

    @Test
    void whereNothingStandsAgainstItGoesOnAndItsDecisionIsOnRecord() {
        assertThat(byAlert(POLICY).kind()).isEqualTo(Outcome.Kind.RESTORED);

        assertThat(decisions.looks).hasSize(1);
        Awaitility.await()
                .untilAsserted(() -> assertThat(decisions.records.values())
                        .singleElement()
                        .satisfies(it -> {
                            assertThat(it.decision().verdict()).isEqualTo(Verdict.START);
                            assertThat(it.rollback())
                                    .isEqualTo(status().rollback().id());
                        }));
    }

    @Test
    void whereItDoubtsItTouchesNothingAndATriageAsks() {
        decisions.verdict = Verdict.ASK;
        whenTold(Kind.QUESTION, 1, notice -> say(Way.ROLL_BACK, "it is that release", null));

        Outcome outcome = byAlert(POLICY);

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.REFUSED);
        assertThat(outcome.summary())
                .isEqualTo(
                        "not rolled back by itself: it was rolled back 5 minutes ago. People are asked: lastgood triage"
                                + " shop");
        assertThat(triaged().kind()).isEqualTo(TriageStatus.Outcome.Kind.ROLLED_BACK);
        assertThat(begunRollback().startedBy()).isEqualTo("anna");
        assertThat(told(Kind.STARTED)).hasSize(1);
    }

    @Test
    void whereItIsHeldPeopleAreToldAndNothingIsTouched() {
        decisions.verdict = Verdict.HELD;
        decisions.reason = "all services are paused by ada: the move";

        Outcome outcome = byAlert(POLICY);

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.REFUSED);
        assertThat(outcome.summary()).contains("paused by ada: the move");
        assertThat(told(Kind.FINISHED)).containsExactly("shop (production): refused");
        assertThat(world.calls).doesNotContain("kill switch on", "current");
    }

    @Test
    void anAlertThatCameAndWentWhileNoWorkerWasUpRollsNothingBack() {
        var stub = client.newUntypedWorkflowStub(
                "Rollback",
                WorkflowOptions.newBuilder()
                        .setWorkflowId(SHOP.rollbackId())
                        .setTaskQueue(TaskQueues.COMMON)
                        .build());
        stub.signalWithStart("alert", new Object[] {alert("P0", "f1", false)}, new Object[] {request(POLICY, ALERT)});

        assertThat(outcome().summary()).contains("the alert resolved before anything was done");
        assertThat(world.calls).doesNotContain("kill switch on");
    }

    @Test
    void aPersonsRollbackIsNotAsked() {
        decisions.verdict = Verdict.HELD;

        run(request(service(POLICY)));

        assertThat(decisions.looks).isEmpty();
        assertThat(world.calls).contains("kill switch on");
    }

    @Test
    void tooManyAtOncePullTheBrake() {
        World quiet = decisions.world;
        decisions.world = new World(quiet.now(), false, false, null, null, List.of(), 4);

        assertThat(byAlert(POLICY).kind()).isEqualTo(Outcome.Kind.REFUSED);

        var brake = client.newUntypedWorkflowStub(KeepHold.BRAKE_ID).describe();
        assertThat(brake.getMemo("kind", String.class)).isEqualTo("BRAKE");
        assertThat(brake.getMemo("lifted", String.class)).isEqualTo("false");
        Awaitility.await()
                .until(() -> told(Kind.DECISION).contains("The brake stands: nothing is rolled back by itself"));
    }

    @Test
    void whatCantBeLookedAtIsUnknownAndAsked() {
        decisions.down = true;
        whenTold(Kind.QUESTION, 1, notice -> say(Way.IGNORE, "no", null));

        Outcome outcome = byAlert(POLICY);

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.REFUSED);
        assertThat(world.calls).doesNotContain("kill switch on");
    }
}
