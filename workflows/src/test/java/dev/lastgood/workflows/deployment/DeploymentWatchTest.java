package dev.lastgood.workflows.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.workflows.activities.DeploymentActivities.Seen;
import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.deployment.DeploymentStatus.Verdict;
import dev.lastgood.workflows.deployment.DeploymentWatch.Judgement;
import dev.lastgood.workflows.deployment.DeploymentWatch.Order;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.Deployment;
import dev.lastgood.workflows.model.Deployments;
import dev.lastgood.workflows.model.Deployments.TooLittle;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.support.TaskQueues;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("T6")
class DeploymentWatchTest extends WatchTestBase {
    private static final CheckResult.Verdict PASSED = CheckResult.Verdict.PASSED;
    private static final CheckResult.Verdict FAILED = CheckResult.Verdict.FAILED;
    private static final CheckResult.Verdict UNKNOWN = CheckResult.Verdict.UNKNOWN;

    @Test
    void aReleaseWhoseChecksPassIsMarkedGoodAsThePlatformKnowsIt() {
        DeploymentStatus end = watch(order("v1.6"));

        assertThat(end.verdict()).isEqualTo(Verdict.GOOD);
        assertThat(end.why()).isEqualTo("its checks passed in 4 of 4 rounds over 4m");
        assertThat(end.release()).isEqualTo(world.releases.live);
        assertThat(world.records).extracting(DeploymentStatus::verdict).containsExactly(null, Verdict.GOOD);
        assertThat(HeldRollback.STARTED).isEmpty();
        assertThat(world.notices).as("nobody is told of what is well").isEmpty();
    }

    @Test
    void aReleaseThatFailsTwiceInARowIsRolledBackAsForAnAlert() {
        world.verdicts = round -> round >= 2 ? FAILED : PASSED;

        DeploymentStatus end = watch(order("v1.6"));

        assertThat(end.verdict()).isEqualTo(Verdict.BAD);
        assertThat(end.why()).isEqualTo("error-rate failed, 8.1 %, must be below 5 % (2 rounds in a row)");
        assertThat(end.rollback()).startsWith("production-shop-");
        assertThat(end.release()).isEqualTo(world.releases.live);
        var request = HeldRollback.STARTED.get(0);
        var alert = request.cause().alert();
        assertThat(alert.labels())
                .containsEntry("alertname", "LastgoodDeployment")
                .containsEntry("service", "shop")
                .containsEntry("environment", "production")
                .containsEntry("severity", "critical");
        assertThat(alert.annotations())
                .as("names what runs, so that no time has to suggest it")
                .containsEntry("lastgood_release", "1600000");
        assertThat(alert.startsAt()).as("when it began to fail").isBefore(end.endedAt());
        assertThat(request.cause().reason())
                .isEqualTo(
                        "deployed v1.6, and it is bad: error-rate failed, 8.1 %, must be below 5 % (2 rounds in a row)");
    }

    @Test
    @Tag("T9")
    void aBadReleaseThatIsHeldIsToldAndRecordedAndNotRolledBack() {
        world.verdicts = round -> FAILED;
        world.decisions.verdict = Decision.Verdict.HELD;
        world.decisions.reason = "paused by Ada until 15:00";

        DeploymentStatus end = watch(order("v1.6"));
        client.newUntypedWorkflowStub(world.notedId()).getResult(String.class);

        assertThat(end.verdict()).isEqualTo(Verdict.BAD);
        assertThat(end.rollback()).isNull();
        assertThat(lines(end)).contains("not rolled back by itself: paused by Ada until 15:00");
        assertThat(HeldRollback.STARTED).isEmpty();
        assertThat(world.decisions.entries)
                .extracting(it -> it.decision().verdict())
                .containsExactly(Decision.Verdict.HELD);
    }

    @Test
    @Tag("T4")
    void aBadReleaseThatPeopleAreToDecideAboutIsHandedToThem() {
        world.verdicts = round -> FAILED;
        world.decisions.verdict = Decision.Verdict.ASK;
        world.decisions.reason = "P2: a person decides";

        DeploymentStatus end = watch(order("v1.6"));

        assertThat(end.verdict()).isEqualTo(Verdict.BAD);
        assertThat(lines(end)).contains("P2: a person decides; people decide: lastgood triage shop");
        assertThat(client.newUntypedWorkflowStub(SHOP.triageId()).describe().getWorkflowType())
                .isEqualTo("Triage");
    }

    @Test
    void aCheckThatFlapsDoesNotDecide() {
        world.verdicts = round -> round % 2 == 0 ? PASSED : FAILED;

        DeploymentStatus end = watch(order("v1.6"));

        assertThat(end.verdict()).as("fails every second round").isEqualTo(Verdict.UNCLEAR);
        assertThat(HeldRollback.STARTED).isEmpty();
    }

    @Test
    void aFailureInTheLastRoundIsFollowedToItsEnd() {
        world.verdicts = round -> round >= 4 ? FAILED : PASSED;

        assertThat(watch(order("v1.6")).verdict()).isEqualTo(Verdict.BAD);
        assertThat(world.asked).as("baseline, four rounds, one more").hasValue(6);
    }

    @Test
    void whatFailedBeforeTheDeploymentIsNotItsDoing() {
        world.verdicts = round -> FAILED;

        DeploymentStatus end = watch(order("v1.6", TooLittle.TELL, now().plus(Duration.ofMinutes(2))));

        assertThat(end.verdict()).isEqualTo(Verdict.UNCLEAR);
        assertThat(lines(end)).anyMatch(it -> it.startsWith("before it: 0 of 1 checks pass"));
        assertThat(HeldRollback.STARTED).isEmpty();
    }

    @Test
    void aDeploymentToldOfLateHasNoValuesOfBeforeAndIsWatchedFromNowOn() {
        DeploymentStatus end = watch(order("v1.6", TooLittle.TELL, now().minus(Duration.ofHours(1))));

        assertThat(end.verdict()).isEqualTo(Verdict.GOOD);
        assertThat(world.asked).as("four rounds, no baseline").hasValue(4);
    }

    @Test
    void tooLittleTrafficIsTold() {
        world.verdicts = round -> UNKNOWN;

        DeploymentStatus end = watch(order("v1.6"));

        assertThat(end.verdict()).isEqualTo(Verdict.UNCLEAR);
        assertThat(end.why())
                .isEqualTo(
                        "not enough traffic, or not enough measured, to tell: in 0 of 4 rounds all checks passed, at least"
                                + " 3 are needed; last: error-rate unknown, too few samples: 3 requests");
        assertThat(world.notices).extracting(Notice::kind).containsExactly(Notice.Kind.DEPLOYMENT);
        assertThat(world.notices.get(0).headline()).isEqualTo("shop (production): v1.6 could not be judged");
    }

    @Test
    void tooLittleTrafficIsWatchedLongerOnceAndThenTold() {
        world.verdicts = round -> UNKNOWN;

        DeploymentStatus end = watch(order("v1.6", TooLittle.LONGER, now()));

        assertThat(end.verdict()).isEqualTo(Verdict.UNCLEAR);
        assertThat(world.asked).as("baseline and twice four rounds").hasValue(9);
        assertThat(world.notices).hasSize(1);
    }

    @Test
    void trafficThatComesInTheLongerWindowDecides() {
        world.verdicts = round -> round < 5 ? UNKNOWN : PASSED;

        assertThat(watch(order("v1.6", TooLittle.LONGER, now())).verdict()).isEqualTo(Verdict.GOOD);
    }

    @Test
    void tooLittleTrafficIsAskedAboutAndAPersonsWordDecides() {
        world.verdicts = round -> UNKNOWN;
        Order order = order("v1.6", TooLittle.ASK, now());
        world.person = notice ->
                stub().signal("judged", new Judgement(order.deployment().id(), Verdict.GOOD, "Ada", "orders come in"));

        DeploymentStatus end = watch(order);

        assertThat(end.verdict()).isEqualTo(Verdict.GOOD);
        assertThat(end.why()).isEqualTo("Ada says so: orders come in");
        assertThat(end.release()).isEqualTo(world.releases.live);
        assertThat(world.notices.get(0).lines())
                .anyMatch(it -> it.endsWith(
                        "lastgood deployments shop --environment production --by YOU --reason WHY --mark good"));
    }

    @Test
    void aPersonWhoSaysThatItIsBadHasItRolledBack() {
        Order order = order("v1.6");
        world.before = round -> {
            if (round == 1) {
                stub().signal("judged", new Judgement(order.deployment().id(), Verdict.BAD, "Ada", "prices are gone"));
            }
        };

        DeploymentStatus end = watch(order);

        assertThat(end.verdict()).isEqualTo(Verdict.BAD);
        assertThat(HeldRollback.STARTED.get(0).cause().reason()).endsWith("Ada says so: prices are gone");
    }

    @Test
    void nobodyAnsweringLeavesItUnclear() {
        world.verdicts = round -> UNKNOWN;

        DeploymentStatus end = watch(order("v1.6", TooLittle.ASK, now()));

        assertThat(end.verdict()).isEqualTo(Verdict.UNCLEAR);
        assertThat(end.why()).endsWith("nobody answered");
    }

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
        assertThat(HeldRollback.HEARD)
                .extracting(it -> it.labels().get("alertname"))
                .containsExactly("LastgoodDeployment");
        assertThat(lines(end)).contains("it joins the rollback that runs");
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
    void aLongWatchGoesOnInNewRunsWithoutLosingCount() {
        Order order = order("v1.6");
        var long3h = new Deployments(
                Duration.ofHours(3),
                Duration.ofMinutes(1),
                order.service().deployments().checks(),
                2,
                170,
                TooLittle.TELL);

        DeploymentStatus end = watch(new Order(service(long3h), order.deployment(), false));

        assertThat(end.verdict()).isEqualTo(Verdict.GOOD);
        assertThat(end.why()).isEqualTo("its checks passed in 180 of 180 rounds over 3h 00m");
        assertThat(world.records).hasSize(2);
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
    void toldTwiceItHasTheSameName() {
        Instant at = Instant.parse("2026-11-20T14:02:00.400Z");

        assertThat(Deployment.id("v1.6", at))
                .isEqualTo(Deployment.id("v1.6", at.plusMillis(100)))
                .matches("[0-9a-f]{12}")
                .isNotEqualTo(Deployment.id("v1.7", at))
                .isNotEqualTo(Deployment.id("v1.6", at.plusSeconds(1)));
    }
}
