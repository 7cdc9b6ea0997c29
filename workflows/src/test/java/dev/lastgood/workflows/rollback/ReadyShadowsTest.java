package dev.lastgood.workflows.rollback;

import static dev.lastgood.workflows.TestServices.shopDatabase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.workflows.TestServices;
import dev.lastgood.workflows.client.RollbackProblem;
import dev.lastgood.workflows.client.ShadowClient;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ShadowSource;
import dev.lastgood.workflows.shadows.RestorePoint;
import dev.lastgood.workflows.shadows.ShadowOrder;
import dev.lastgood.workflows.shadows.ShadowOutcome;
import dev.lastgood.workflows.shadows.WarmShadow;
import io.temporal.client.WorkflowOptions;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Warm shadows and restore points, on a world in memory. */
class ReadyShadowsTest extends RollbackTestBase {

    @Test
    @Tag("M2")
    void theNewestBackupIsRestoredComparedAndKept() {
        ShadowOutcome outcome = run("WarmShadow", WarmShadow.id(SHOP));

        assertThat(outcome.done()).isTrue();
        assertThat(outcome.summary())
                .contains(
                        "shop-20261121-030000.sql.gz is restored and stands ready: 1 tables with 63 rows; live had 37 orders more");
        assertThat(world.calls)
                .containsExactly("inspect", "choose", "room for WARM", "restore", "compare", "keep WARM");
        assertThat(world.notices).isEmpty();
    }

    @Test
    @Tag("M2")
    void withNoNewerBackupNothingIsDone() {
        database.source = ShadowSource.WARM;
        assertThat(run("WarmShadow", WarmShadow.id(SHOP)).summary()).startsWith("There is no newer good backup");
        assertThat(world.deeds()).isEmpty();
    }

    @Test
    @Tag("M2")
    void aRestoreTestThatFailsTellsPeopleAndLeavesNothingHalfDone() {
        world.fail("restore", 1);
        ShadowOutcome outcome = run("WarmShadow", WarmShadow.id(SHOP));
        assertThat(outcome.done()).isFalse();
        assertThat(outcome.summary()).startsWith("The restore test failed: restore does not work today");
        assertThat(world.calls).endsWith("drop shadow");
        assertThat(world.notices).singleElement().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo(Notice.Kind.PERSON_NEEDED);
            assertThat(notice.headline()).contains("The restore test failed for shop (production)");
        });
    }

    @Test
    @Tag("M2")
    void withoutRoomNothingIsRestored() {
        world.fail("room for WARM", 1);
        assertThat(run("WarmShadow", WarmShadow.id(SHOP)).done()).isFalse();
        assertThat(world.calls).doesNotContain("restore");
    }

    @Test
    @Tag("M2")
    void theScheduleRunsItUnderItsOwnIdWhateverIdItWasStartedUnder() {
        ShadowOutcome outcome =
                run("WarmShadowOnSchedule", "warm-shadow-production-shop-scheduled-2026-11-21T04:00:00Z");
        assertThat(outcome.done()).isTrue();
        assertThat(client.newUntypedWorkflowStub(WarmShadow.id(SHOP))
                        .getResult(ShadowOutcome.class)
                        .done())
                .isTrue();
    }

    @Test
    void anotherIdIsRefused() {
        assertThat(run("RestorePoint", "restore-point-by-hand").summary())
                .contains("it must run as restore-point-production-shop");
        assertThat(world.calls).isEmpty();
    }

    @Test
    @Tag("M10")
    void aRestorePointIsCopiedOnTheServer() {
        ShadowOutcome outcome = run("RestorePoint", RestorePoint.id(SHOP));
        assertThat(outcome.summary()).contains("stands ready").contains("logins waited for 12 ms");
        assertThat(outcome.shadow().note()).isEqualTo("deploy 4711");
        assertThat(world.calls).containsExactly("inspect", "room for RESTORE_POINT", "copy");
    }

    @Test
    @Tag("M10")
    void whereNobodyMayWaitItIsDumpedAndRestored() {
        shadows.mayBlock = false;
        assertThat(run("RestorePoint", RestorePoint.id(SHOP)).done()).isTrue();
        assertThat(world.calls)
                .containsExactly(
                        "inspect",
                        "room for RESTORE_POINT",
                        "copy",
                        "emergency backup",
                        "restore",
                        "keep RESTORE_POINT");
    }

    @Test
    void theClientStartsAndSaysHowItWentAndLists() {
        var service = shop(Map.of("warm-shadow", Map.of(), "restore-point", Map.of()));
        var made = new ShadowClient(client);
        assertThat(made.warm(SHOP)).isEmpty();
        assertThat(made.refreshWarm(service, "anna").runs()).isTrue();
        client.newUntypedWorkflowStub(WarmShadow.id(SHOP)).getResult(ShadowOutcome.class);
        assertThat(made.warm(SHOP).orElseThrow().note()).contains("stands ready");
        assertThat(made.list(service))
                .singleElement()
                .extracting(it -> it.kind())
                .isEqualTo(ShadowSource.WARM);
    }

    @Test
    void withoutItsKeyInTheCatalogItIsSaidWhichIsMissing() {
        assertThatThrownBy(() -> new ShadowClient(client).restorePoint(shop(Map.of()), null, "anna"))
                .isInstanceOf(RollbackProblem.class)
                .hasMessageContaining("no restore-point for the database");
    }

    private static Service shop(Map<String, Object> settings) {
        return TestServices.shop(Impact.DEGRADED)
                .database(shopDatabase(settings))
                .build();
    }

    private ShadowOutcome run(String type, String id) {
        var stub = client.newUntypedWorkflowStub(
                type,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(id)
                        .setTaskQueue(queue())
                        .build());
        stub.start(new ShadowOrder(service(Impact.DEGRADED), "anna", "deploy 4711"));
        return stub.getResult(ShadowOutcome.class);
    }
}
