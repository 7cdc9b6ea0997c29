package dev.lastgood.workflows.rollback;

import static dev.lastgood.workflows.TestServices.shop;
import static dev.lastgood.workflows.TestServices.shopDatabase;

import dev.lastgood.workflows.FakeReleases;
import dev.lastgood.workflows.TestRequests;
import dev.lastgood.workflows.TestServices;
import dev.lastgood.workflows.displaced.KeepDisplacedWorkflow;
import dev.lastgood.workflows.hold.KeepHoldWorkflow;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.noted.NoteDecisionWorkflow;
import dev.lastgood.workflows.noted.TellOnceWorkflow;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.restore.MigrationLookWorkflow;
import dev.lastgood.workflows.restore.MigrationRollbackWorkflow;
import dev.lastgood.workflows.restore.PrepareRestoreWorkflow;
import dev.lastgood.workflows.restore.ReleaseRollbackWorkflow;
import dev.lastgood.workflows.restore.SwapRestoreWorkflow;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import dev.lastgood.workflows.salvage.SalvageWorkflow;
import dev.lastgood.workflows.shadows.RestorePointWorkflow;
import dev.lastgood.workflows.shadows.ShadowListWorkflow;
import dev.lastgood.workflows.shadows.WarmShadowOnScheduleWorkflow;
import dev.lastgood.workflows.shadows.WarmShadowWorkflow;
import dev.lastgood.workflows.support.DataConverters;
import dev.lastgood.workflows.support.TaskQueues;
import dev.lastgood.workflows.triage.TriageWorkflow;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Rollbacks in the time-skipping environment, on a world in memory. */
abstract class RollbackTestBase {
    static final ServiceRef SHOP = TestServices.SHOP;

    final FakeWorld world = new FakeWorld();
    final FakeReleases releases = new FakeReleases(new Release("v2", "v2", FakeWorld.BAD_RELEASE_AT), world::called);
    final FakeDatabase database = new FakeDatabase(world);
    final FakeMigrations migrations = new FakeMigrations(world);
    final FakeAftermath aftermath = new FakeAftermath(database);
    final FakeShadows shadows = new FakeShadows(world);
    final FakeAlerting alerting = new FakeAlerting();
    final FakeDecisions decisions = new FakeDecisions();
    TestWorkflowEnvironment environment;
    WorkflowClient client;

    @BeforeEach
    void open() {
        environment = TestWorkflowEnvironment.newInstance(options().build());
        var worker = environment.newWorker(queue());
        worker.registerWorkflowImplementationTypes(
                RollbackWorkflow.class,
                PrepareRestoreWorkflow.class,
                SwapRestoreWorkflow.class,
                MigrationRollbackWorkflow.class,
                MigrationLookWorkflow.class,
                ReleaseRollbackWorkflow.class,
                SalvageWorkflow.class,
                KeepDisplacedWorkflow.class,
                TriageWorkflow.class,
                KeepHoldWorkflow.class,
                NoteDecisionWorkflow.class,
                TellOnceWorkflow.class,
                WarmShadowWorkflow.class,
                WarmShadowOnScheduleWorkflow.class,
                RestorePointWorkflow.class,
                ShadowListWorkflow.class);
        worker.registerActivitiesImplementations(activities());
        environment.start();
        client = environment.getWorkflowClient();
    }

    Object[] activities() {
        return new Object[] {world, releases, database, migrations, aftermath, shadows, alerting, decisions};
    }

    TestEnvironmentOptions.Builder options() {
        return TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(DataConverters.standard())
                        // Recorded histories name no machine.
                        .setIdentity("test")
                        .build());
    }

    String queue() {
        return TaskQueues.COMMON;
    }

    @AfterEach
    void close() {
        environment.close();
    }

    static Service service(Impact impact) {
        return shop(impact).build();
    }

    /** One whose swap waits for the emergency backup. */
    static RollbackRequest careful(Impact impact) {
        return request(shop(impact).database(shopDatabase(Map.of("emergency", Map.of("required", true)))));
    }

    static RollbackRequest request(TestServices service) {
        return request(service.build());
    }

    static RollbackRequest request(Service service) {
        return TestRequests.of(service).build();
    }

    static RollbackRequest request(Impact impact) {
        return request(service(impact));
    }

    /** Whoever is asked answers so; null stays silent. */
    void personSays(Function<Notice, Answer> answer) {
        world.person = notice -> {
            if (notice.kind() == Notice.Kind.QUESTION) {
                Answer given = answer.apply(notice);
                if (given != null) {
                    stub().update("answer", Answer.Decided.class, named(given));
                }
            }
        };
    }

    /** To the question that is open, as who looks at it would. */
    private Answer named(Answer given) {
        Question open = status().question();
        return given.questionId() != null || open == null
                ? given
                : new Answer(open.id(), given.choice(), given.person(), given.comment());
    }

    void personSaysYes() {
        personSays(notice -> says(Choice.APPROVE));
    }

    static Answer says(Choice choice) {
        return new Answer(null, choice, "anna", "because");
    }

    Outcome run(RollbackRequest request) {
        start(request);
        return outcome();
    }

    void start(RollbackRequest request) {
        WorkflowClient.start(
                client.newWorkflowStub(
                        Rollback.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(SHOP.rollbackId())
                                .setTaskQueue(queue())
                                .build())::run,
                request);
    }

    Outcome outcome() {
        return stub().getResult(Outcome.class);
    }

    WorkflowStub stub() {
        return client.newUntypedWorkflowStub(SHOP.rollbackId());
    }

    RollbackStatus status() {
        return stub().query("status", RollbackStatus.class);
    }

    List<String> timeline() {
        return status().timeline().stream().map(RollbackStatus.Event::text).toList();
    }
}
