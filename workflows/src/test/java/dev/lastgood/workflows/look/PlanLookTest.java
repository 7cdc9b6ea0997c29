package dev.lastgood.workflows.look;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.TestRequests;
import dev.lastgood.workflows.TestServices;
import dev.lastgood.workflows.activities.CheckActivities;
import dev.lastgood.workflows.activities.PlanActivities;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.CheckResult.Verdict;
import dev.lastgood.workflows.model.Finding;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.plan.PlanView;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.support.DataConverters;
import dev.lastgood.workflows.support.TaskQueues;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("T10")
class PlanLookTest {
    private static final Instant LIVE_SINCE = Instant.parse("2026-11-21T04:00:00Z");

    private final World world = new World();
    private final TestWorkflowEnvironment environment =
            TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                    .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                            .setDataConverter(DataConverters.standard())
                            .build())
                    .build());

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void whatIsSeenStandsBesideTheSteps() {
        PlanView seen = look();

        assertThat(seen.plan().has(StepId.SWAP)).isTrue();
        assertThat(seen.from()).isEqualTo(new Release("b2", "v2", LIVE_SINCE));
        assertThat(seen.to().name()).isEqualTo("v1");
        assertThat(seen.backup().backup().name()).isEqualTo("shop.sql.gz");
        assertThat(world.before).isEqualTo(LIVE_SINCE);
        assertThat(seen.found())
                .contains(
                        "the kill switch is off: users are served",
                        "shop: PostgreSQL 15",
                        "will be done: 3 sessions; ended");
        assertThat(seen.checks()).extracting(CheckResult::verdict).containsExactly(Verdict.FAILED);
        assertThat(seen.inTheWay()).containsExactly("in the way: a slot; drop it");
        assertThat(seen.notLookedAt()).isEmpty();
        assertThat(seen.lookedAt()).isNotNull();
    }

    @Test
    void whatCannotBeLookedAtIsSaidAndHidesNothingElse() {
        world.databaseIsAway = true;

        PlanView seen = look();

        assertThat(seen.notLookedAt()).containsExactly("the database: connection refused");
        assertThat(seen.to()).isNotNull();
        assertThat(seen.checks()).hasSize(1);
    }

    @Test
    void noReleaseAndNoBackupStandInTheWay() {
        world.nothingThere = true;

        assertThat(look().inTheWay()).contains("no tag lies before v2", "no good backup");
    }

    private PlanView look() {
        var worker = environment.newWorker(TaskQueues.COMMON);
        worker.registerWorkflowImplementationTypes(PlanLookWorkflow.class);
        worker.registerActivitiesImplementations(world);
        environment.start();
        var request = request();
        return environment
                .getWorkflowClient()
                .newWorkflowStub(
                        PlanLook.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(PlanLook.id(request))
                                .setTaskQueue(TaskQueues.COMMON)
                                .build())
                .look(request);
    }

    private static RollbackRequest request() {
        return TestRequests.of(TestServices.shop(Impact.DEGRADED).build())
                .by("anna", "to see")
                .build();
    }

    static final class World implements PlanActivities, CheckActivities {
        volatile boolean databaseIsAway;
        volatile boolean nothingThere;
        volatile Instant before;

        @Override
        public Releases release(ReleaseLook look) {
            var running = new Release("b2", "v2", LIVE_SINCE);
            return nothingThere
                    ? new Releases(running, null, "no tag lies before v2")
                    : new Releases(running, new Release("a1", "v1", null), null);
        }

        @Override
        public Ground database(DatabaseLook look) {
            if (databaseIsAway) {
                throw new IllegalStateException("connection refused");
            }
            return new Ground(
                    "PostgreSQL 15",
                    List.of(
                            new Finding(Finding.Kind.IN_THE_WAY, "a slot", "drop it"),
                            new Finding(Finding.Kind.WILL_BE_DONE, "3 sessions", "ended")));
        }

        @Override
        public Listed backup(BackupLook look) {
            before = look.before();
            return nothingThere
                    ? new Listed(null, "no good backup")
                    : new Listed(
                            new Backup.Choice(
                                    new Backup("shop.sql.gz", "/b/shop.sql.gz", LIVE_SINCE.minusSeconds(60), 1000),
                                    List.of()),
                            null);
        }

        @Override
        public Switch killSwitch(SwitchLook look) {
            return new Switch(false);
        }

        @Override
        public CheckResult run(Run run) {
            return new CheckResult(run.check().name(), Verdict.FAILED, "500");
        }
    }
}
