package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.decision.Policy;
import dev.lastgood.workflows.displaced.KeepDisplacedWorkflow;
import dev.lastgood.workflows.hold.KeepHoldWorkflow;
import dev.lastgood.workflows.model.Approval;
import dev.lastgood.workflows.model.Cause;
import dev.lastgood.workflows.model.Channel;
import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.Check.Road;
import dev.lastgood.workflows.model.Check.When;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.model.Target;
import dev.lastgood.workflows.model.Verifying;
import dev.lastgood.workflows.model.Watch;
import dev.lastgood.workflows.noted.NoteDecisionWorkflow;
import dev.lastgood.workflows.noted.TellOnceWorkflow;
import dev.lastgood.workflows.plan.Mode;
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
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Rollbacks in the time-skipping environment, on a world in memory. */
abstract class RollbackTestBase {
    static final ServiceRef SHOP = new ServiceRef("production", "shop");

    final FakeWorld world = new FakeWorld();
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
        worker.registerActivitiesImplementations(world, shadows, alerting, decisions);
        environment.start();
        client = environment.getWorkflowClient();
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
        var check = new Check(
                "health", "http", Road.INTERNAL, Set.of(When.BEFORE_REOPENING, When.AFTER_REOPENING), Map.of());
        return new Service(
                SHOP,
                impact,
                new Target("http", "gateway", Map.of()),
                new Target("git", "shop", Map.of()),
                new Database("postgresql", "127.0.0.1:5432", "shop", Map.of()),
                List.of(new Target("file-tail", "app-log", Map.of())),
                List.of(check),
                new Watch(Duration.ofMinutes(5), Duration.ofSeconds(30), 2, List.of(check)),
                new Approval(Duration.ofMinutes(30), 0),
                List.of(new Channel(new Target("slack", "incidents", Map.of()), EnumSet.allOf(Notice.Kind.class))),
                Map.of(),
                List.of("dba@example.com"),
                null);
    }

    /** One whose swap waits for the emergency backup. */
    static RollbackRequest careful(Impact impact) {
        Service it = service(impact);
        var database =
                new Database("postgresql", "127.0.0.1:5432", "shop", Map.of("emergency", Map.of("required", true)));
        return request(new Service(
                it.ref(),
                it.impact(),
                it.killSwitch(),
                it.release(),
                database,
                it.evidence(),
                it.checks(),
                it.watch(),
                it.approval(),
                it.channels(),
                it.budgets(),
                it.contacts(),
                it.taskQueue()));
    }

    /** The same service with another policy for what fails. */
    static Service with(Service it, Verifying verifying, Watch watch) {
        return new Service(
                it.ref(),
                it.impact(),
                it.killSwitch(),
                it.release(),
                it.database(),
                it.evidence(),
                it.checks(),
                watch,
                it.approval(),
                it.channels(),
                it.budgets(),
                it.contacts(),
                it.taskQueue(),
                null,
                verifying,
                null,
                null,
                null);
    }

    /** The same, with what is decided about its alerts, and where they come from. */
    static Service decided(Service it, Policy policy, Target alerting) {
        return new Service(
                it.ref(),
                it.impact(),
                it.killSwitch(),
                it.release(),
                it.database(),
                it.evidence(),
                it.checks(),
                it.watch(),
                it.approval(),
                it.channels(),
                it.budgets(),
                it.contacts(),
                it.taskQueue(),
                policy,
                null,
                alerting,
                null,
                null);
    }

    /** One that only its release is taken back of. */
    static Service withoutDatabase(Impact impact) {
        Service it = service(impact);
        return new Service(
                it.ref(),
                it.impact(),
                it.killSwitch(),
                it.release(),
                null,
                it.evidence(),
                it.checks(),
                it.watch(),
                it.approval(),
                it.channels(),
                it.budgets(),
                it.contacts(),
                it.taskQueue());
    }

    static RollbackRequest request(Service service) {
        return new RollbackRequest(
                "request-1",
                service,
                new Cause("anna", "orders are wrong", null),
                Mode.ROLL_BACK,
                Set.of(),
                null,
                null,
                false);
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
