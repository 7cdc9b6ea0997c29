package dev.lastgood.workflows.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.workflows.activities.DeploymentActivities.Seen;
import dev.lastgood.workflows.deployment.DeploymentStatus.Verdict;
import dev.lastgood.workflows.deployment.DeploymentWatch.Order;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.Deployment;
import dev.lastgood.workflows.model.Deployments.TooLittle;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.support.TaskQueues;
import io.temporal.client.WorkflowOptions;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A watch that meets another deployment, or a rollback. */
@Tag("T6")
class DeploymentWatchMeetsTest extends WatchTestBase {
    private static final CheckResult.Verdict FAILED = CheckResult.Verdict.FAILED;

    @Test
    void aNewerDeploymentEndsTheOlderOnesWatch() {
        Order older = order("v1.5");
        Order newer = order("v1.6", TooLittle.TELL, now().plusSeconds(30));
        world.before = round -> {
            if (round == 2) {
                tell(newer);
                tell(newer);
            }
        };

        DeploymentStatus end = watch(older);

        assertThat(end.deployment().version()).isEqualTo("v1.6");
        assertThat(end.verdict()).isEqualTo(Verdict.GOOD);
        assertThat(world.records)
                .extracting(it -> it.deployment().version() + " " + it.verdict() + " "
                        + it.why().split(",")[0])
                .contains("v1.5 SUPERSEDED superseded by v1.6");
        assertThat(world.records).filteredOn(it -> it.verdict() == Verdict.GOOD).hasSize(1);
        var state = stub().query("state", DeploymentWatch.State.class);
        assertThat(state.earlier()).extracting(it -> it.deployment().version()).containsExactly("v1.5");
    }

    @Test
    void aReleaseThatWentLiveEarlierAndIsToldOfLaterIsSupersededAtOnce() {
        Order older = order("v1.5", TooLittle.TELL, now().minusSeconds(600));
        world.before = round -> {
            if (round == 1) {
                tell(older);
            }
        };

        DeploymentStatus end = watch(order("v1.6"));

        assertThat(end.deployment().version()).isEqualTo("v1.6");
        assertThat(world.records)
                .filteredOn(it -> it.deployment().version().equals("v1.5"))
                .extracting(DeploymentStatus::verdict)
                .containsExactly(Verdict.SUPERSEDED);
    }

    @Test
    void oneToldOfLateWhileAnotherIsPutOnRecordIsPutOnRecordToo() {
        Order older = order("v1.4", TooLittle.TELL, now().minusSeconds(900));
        Order alsoOlder = order("v1.5", TooLittle.TELL, now().minusSeconds(600));
        world.before = round -> {
            if (round == 1) {
                tell(older);
            }
        };
        world.recording = status -> {
            if (status.deployment().version().equals("v1.4")) {
                tell(alsoOlder);
            }
        };

        watch(order("v1.6"));

        assertThat(world.records)
                .filteredOn(it -> it.verdict() == Verdict.SUPERSEDED)
                .extracting(it -> it.deployment().version())
                .containsExactly("v1.4", "v1.5");
    }

    @Test
    void toldAgainItGoesOnAsItWas() {
        Order order = order("v1.6");
        world.before = round -> tell(order);

        watch(order);

        assertThat(world.records).hasSize(2);
    }

    @Test
    void toldTwiceItHasTheSameName() {
        Instant at = Instant.parse("2026-11-20T14:02:00.400Z");

        assertThat(Deployment.id("v1.6", at))
                .isEqualTo(Deployment.id("v1.6", at.plusMillis(100)))
                .matches("[0-9a-f]{12}")
                .isNotEqualTo(Deployment.id("v1.7", at))
                .isNotEqualTo(Deployment.id("v1.6", at.plusSeconds(1)));
    }

    @Test
    void aReleaseThatNobodyToldOfIsNotMarkedGood() {
        world.releases.live = new Release("1700000", "v1.7", now().plusSeconds(120));

        DeploymentStatus end = watch(order("v1.6"));

        assertThat(end.verdict()).isEqualTo(Verdict.UNCLEAR);
        assertThat(end.why()).startsWith("v1.7 was put in place at ").endsWith("and nobody told of it");
        assertThat(end.release()).isNull();
    }

    @Test
    void underAnotherIdItIsRefusedAsTwoWouldRunAtOnce() {
        var stub = client.newWorkflowStub(
                DeploymentWatch.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId("watch-by-hand")
                        .setTaskQueue(TaskQueues.COMMON)
                        .build());

        assertThatThrownBy(() -> stub.watch(order("v1.6")))
                .rootCause()
                .hasMessageContaining("deployment-production-shop");
    }

    @Test
    void aRollbackThatBeginsEndsTheWatch() {
        world.verdicts = round -> FAILED;
        Instant now = now();
        world.before = round -> {
            if (round == 1) {
                world.seen = new Seen("production-shop-1a2b3c4d", now.plusSeconds(70), null, null);
            }
        };

        DeploymentStatus end = watch(order("v1.6"));

        assertThat(end.verdict()).isEqualTo(Verdict.ROLLED_BACK);
        assertThat(end.why()).isEqualTo("a rollback has begun: production-shop-1a2b3c4d");
        assertThat(HeldRollback.STARTED).isEmpty();
    }

    @Test
    void aRollbackThatEndedBeforeTheDeploymentIsNoConcern() {
        world.seen = new Seen(
                "production-shop-1a2b3c4d",
                now().minusSeconds(7200),
                now().minusSeconds(3600),
                new Release("1500000", "v1.5", null));

        assertThat(watch(order("v1.6")).verdict()).isEqualTo(Verdict.GOOD);
    }

    @Test
    void whatARollbackPutsBackIsNotWatchedAsNew() {
        world.seen = new Seen(
                "production-shop-1a2b3c4d", now().minusSeconds(60), null, new Release("1500000", "v1.5", null));

        DeploymentStatus end = watch(order("1.5"));

        assertThat(end.verdict()).isEqualTo(Verdict.OWN);
        assertThat(world.asked).hasValue(0);
    }

    @Test
    void aRollbackThatRunsAlreadyIsJoined() {
        world.verdicts = round -> FAILED;
        world.before = round -> {
            if (round == 2) {
                client.newUntypedWorkflowStub(
                                "Rollback",
                                WorkflowOptions.newBuilder()
                                        .setWorkflowId(SHOP.rollbackId())
                                        .setTaskQueue(TaskQueues.COMMON)
                                        .build())
                        .start((Object) null);
            }
        };

        DeploymentStatus end = watch(order("v1.6"));

        assertThat(end.verdict()).isEqualTo(Verdict.BAD);
        Awaitility.await()
                .untilAsserted(() -> assertThat(HeldRollback.HEARD)
                        .extracting(it -> it.labels().get("alertname"))
                        .containsExactly("LastgoodDeployment"));
        assertThat(lines(end)).contains("it joins the rollback that runs");
    }
}
