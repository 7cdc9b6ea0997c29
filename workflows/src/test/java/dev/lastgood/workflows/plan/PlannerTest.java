package dev.lastgood.workflows.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.TestRequests;
import dev.lastgood.workflows.TestServices;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.Target;
import dev.lastgood.workflows.model.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("T10")
class PlannerTest {
    private static final Target GATEWAY = new Target("http", "gateway", Map.of());
    private static final Target RELEASE = new Target("git", "shop", Map.of());
    private static final Database DATABASE = new Database("postgresql", "127.0.0.1:5432", "shop", Map.of());

    @Test
    void whereDataIsDamagedItContainsFirst() {
        assertThat(steps(plan(service(Impact.DATA_DAMAGE, GATEWAY, RELEASE, DATABASE))))
                .containsExactly(
                        StepId.KILL_SWITCH_ON,
                        StepId.STOP,
                        StepId.FIND_RELEASE,
                        StepId.EVIDENCE,
                        StepId.EMERGENCY_BACKUP,
                        StepId.PREPARE_RESTORE,
                        StepId.APPROVAL,
                        StepId.SWAP,
                        StepId.DEPLOY,
                        StepId.START,
                        StepId.VERIFY,
                        StepId.KILL_SWITCH_OFF,
                        StepId.VERIFY_OPEN,
                        StepId.WATCH);
    }

    @Test
    void whereItIsDegradedItServesUntilTheYes() {
        Plan plan = plan(service(Impact.DEGRADED, GATEWAY, RELEASE, DATABASE));

        assertThat(steps(plan))
                .containsSubsequence(
                        StepId.PREPARE_RESTORE, StepId.APPROVAL, StepId.KILL_SWITCH_ON, StepId.STOP, StepId.SWAP);
        assertThat(plan.downtime()).startsWith("users are served until a person has said yes");
    }

    @Test
    void theReleaseAloneTouchesNoDatabaseAndNeedsNoYes() {
        var plan = plan(service(Impact.DEGRADED, GATEWAY, RELEASE, DATABASE), Mode.ROLL_BACK, Option.RELEASE, null);

        assertThat(steps(plan))
                .contains(StepId.DEPLOY)
                .doesNotContain(StepId.EMERGENCY_BACKUP, StepId.PREPARE_RESTORE, StepId.APPROVAL, StepId.SWAP);
    }

    @Test
    @Tag("R11")
    void theDatabaseAloneDeploysNothing() {
        var plan = plan(service(Impact.DATA_DAMAGE, GATEWAY, RELEASE, DATABASE), Mode.ROLL_BACK, Option.DATABASE, null);

        assertThat(steps(plan))
                .contains(StepId.FIND_RELEASE, StepId.SWAP, StepId.START)
                .doesNotContain(StepId.DEPLOY);
    }

    @Test
    void theDatabaseAloneAsksNoPlatformWhereAPersonNamedTheTime() {
        var plan = plan(
                service(Impact.DATA_DAMAGE, GATEWAY, RELEASE, DATABASE),
                Mode.ROLL_BACK,
                Option.DATABASE,
                Instant.parse("2026-11-21T03:00:00Z"));

        assertThat(steps(plan)).doesNotContain(StepId.FIND_RELEASE);
    }

    @Test
    void withoutAKillSwitchItStopsAndStarts() {
        assertThat(steps(plan(service(Impact.DATA_DAMAGE, null, RELEASE, DATABASE))))
                .contains(StepId.STOP, StepId.START, StepId.VERIFY, StepId.VERIFY_OPEN)
                .doesNotContain(StepId.KILL_SWITCH_ON, StepId.KILL_SWITCH_OFF);
    }

    @Test
    void withNothingToDoItWithThereAreNoStepsAndANoteSaysSo() {
        var plan = plan(service(Impact.DATA_DAMAGE, GATEWAY, null, null));

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.notes())
                .containsExactly("The catalog has nothing for shop (production) that could go back as asked.");
    }

    @Test
    @Tag("C3")
    void containingKeepsOutAndStopsAndNoMore() {
        var plan = plan(service(Impact.DEGRADED, GATEWAY, RELEASE, DATABASE), Mode.CONTAIN, null, null);

        assertThat(steps(plan)).containsExactly(StepId.KILL_SWITCH_ON, StepId.STOP);
    }

    @Test
    @Tag("C3")
    void reopeningStartsVerifiesAndLetsIn() {
        var plan = plan(service(Impact.DATA_DAMAGE, GATEWAY, RELEASE, DATABASE), Mode.REOPEN, null, null);

        assertThat(steps(plan))
                .containsExactly(StepId.START, StepId.VERIFY, StepId.KILL_SWITCH_OFF, StepId.VERIFY_OPEN, StepId.WATCH);
        assertThat(plan.downtime()).isEqualTo("ends with this");
    }

    @Test
    void budgetsAreTheCatalogsElseTheRunbooks() {
        Plan plan = plan(service(Impact.DATA_DAMAGE, GATEWAY, RELEASE, DATABASE));

        assertThat(budget(plan, StepId.STOP)).isEqualTo(Duration.ofSeconds(90));
        assertThat(budget(plan, StepId.DEPLOY)).isEqualTo(Duration.ofMinutes(4));
        assertThat(budget(plan, StepId.APPROVAL)).isEqualTo(Duration.ofMinutes(15));
        assertThat(budget(plan, StepId.WATCH)).isEqualTo(Duration.ofMinutes(7));
    }

    @Test
    void whatChangesSomethingSaysWhatUndoesIt() {
        Plan plan = plan(service(Impact.DATA_DAMAGE, GATEWAY, RELEASE, DATABASE));

        assertThat(plan.steps().stream()
                        .filter(step -> !step.undo().equals("nothing to undo"))
                        .map(PlannedStep::step))
                .containsExactly(
                        StepId.KILL_SWITCH_ON,
                        StepId.STOP,
                        StepId.PREPARE_RESTORE,
                        StepId.SWAP,
                        StepId.DEPLOY,
                        StepId.START);
    }

    @Test
    void requestsForTheSameAreTheSameWhoeverAsks() {
        Service service = service(Impact.DEGRADED, GATEWAY, RELEASE, DATABASE);
        var one = request(service, Mode.ROLL_BACK, Option.RELEASE, null, "one", "v1");

        assertThat(request(service, Mode.ROLL_BACK, Option.RELEASE, null, "two", "v1")
                        .sameAs(one))
                .isTrue();
        assertThat(request(service, Mode.CONTAIN, Option.RELEASE, null, "one", "v1")
                        .sameAs(one))
                .isFalse();
        assertThat(request(service, Mode.ROLL_BACK, Option.DATABASE, null, "one", "v1")
                        .sameAs(one))
                .isFalse();
        assertThat(request(service, Mode.ROLL_BACK, Option.RELEASE, null, "one", "v0")
                        .sameAs(one))
                .isFalse();
        assertThat(request(service, Mode.ROLL_BACK, Option.RELEASE, Instant.EPOCH, "one", "v1")
                        .sameAs(one))
                .isFalse();
    }

    private static Plan plan(Service service) {
        return plan(service, Mode.ROLL_BACK, null, null);
    }

    private static Plan plan(Service service, Mode mode, Option only, Instant damagedSince) {
        return Planner.plan(request(service, mode, only, damagedSince, "r", null));
    }

    private static RollbackRequest request(
            Service service, Mode mode, Option only, Instant damagedSince, String id, String toRelease) {
        return TestRequests.of(service)
                .id(id)
                .by("anna", "reason of " + id)
                .mode(mode)
                .options(only == null ? Set.of() : Set.of(only))
                .toRelease(toRelease)
                .damagedSince(damagedSince)
                .build();
    }

    private static List<StepId> steps(Plan plan) {
        return plan.steps().stream().map(PlannedStep::step).toList();
    }

    private static Duration budget(Plan plan, StepId id) {
        return plan.steps().stream()
                .filter(step -> step.step() == id)
                .findFirst()
                .orElseThrow()
                .budget();
    }

    private static Service service(Impact impact, Target killSwitch, Target release, Database database) {
        return TestServices.shop(impact)
                .killSwitch(killSwitch)
                .release(release)
                .database(database)
                .watch(new Watch(Duration.ofMinutes(7), Duration.ofSeconds(30), 2, List.of(TestServices.HEALTH)))
                .approval(Duration.ofMinutes(15))
                .channels()
                .budgets(Map.of(StepId.STOP, Duration.ofSeconds(90)))
                .build();
    }
}
