package dev.lastgood.workflows.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.deployment.DeploymentStatus.Verdict;
import dev.lastgood.workflows.deployment.DeploymentWatch.Judgement;
import dev.lastgood.workflows.deployment.DeploymentWatch.Order;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.Deployments;
import dev.lastgood.workflows.model.Deployments.TooLittle;
import dev.lastgood.workflows.model.Notice;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a watch says of a release, and what comes of it. */
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
        var request = begun();
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
        assertThat(begun().cause().reason()).endsWith("Ada says so: prices are gone");
    }

    @Test
    void nobodyAnsweringLeavesItUnclear() {
        world.verdicts = round -> UNKNOWN;

        DeploymentStatus end = watch(order("v1.6", TooLittle.ASK, now()));

        assertThat(end.verdict()).isEqualTo(Verdict.UNCLEAR);
        assertThat(end.why()).endsWith("nobody answered");
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
}
