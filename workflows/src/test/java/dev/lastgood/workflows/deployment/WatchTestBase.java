package dev.lastgood.workflows.deployment;

import dev.lastgood.workflows.TestServices;
import dev.lastgood.workflows.deployment.DeploymentWatch.Order;
import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.Check.Road;
import dev.lastgood.workflows.model.Check.When;
import dev.lastgood.workflows.model.Deployment;
import dev.lastgood.workflows.model.Deployments;
import dev.lastgood.workflows.model.Deployments.TooLittle;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.noted.NoteDecisionWorkflow;
import dev.lastgood.workflows.noted.TellOnceWorkflow;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.support.DataConverters;
import dev.lastgood.workflows.support.TaskQueues;
import dev.lastgood.workflows.triage.TriageWorkflow;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Watches in the time-skipping environment, on a world in memory: four rounds of a minute each, two failures in a row are bad. */
abstract class WatchTestBase {
    static final ServiceRef SHOP = TestServices.SHOP;

    final WatchedWorld world = new WatchedWorld();
    TestWorkflowEnvironment environment;
    WorkflowClient client;

    @BeforeEach
    void open() {
        environment = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(DataConverters.standard())
                        .build())
                .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
                        .setWorkflowCacheSize(remembered())
                        .build())
                .build());
        var worker = environment.newWorker(TaskQueues.COMMON);
        worker.registerWorkflowImplementationTypes(
                DeploymentWatchWorkflow.class,
                HeldRollback.ForADay.class,
                TriageWorkflow.class,
                NoteDecisionWorkflow.class,
                TellOnceWorkflow.class);
        worker.registerActivitiesImplementations(world, world.releases, world.decisions);
        environment.start();
        client = environment.getWorkflowClient();
        HeldRollback.STARTED.clear();
        HeldRollback.HEARD.clear();
    }

    /** How many workflows a worker keeps in memory; those that it does not keep are replayed from their history. */
    int remembered() {
        return 100;
    }

    @AfterEach
    void close() {
        environment.close();
    }

    static Deployments how(TooLittle tooLittle) {
        var check = new Check("error-rate", "promql", Road.INTERNAL, Set.of(When.AFTER_REOPENING), Map.of());
        return new Deployments(
                Duration.ofMinutes(4), Duration.ofMinutes(1), List.of(check), 2, 3, tooLittle, "critical");
    }

    static Service service(Deployments how) {
        return TestServices.shop(Impact.DEGRADED)
                .killSwitch(null)
                .database(null)
                .evidence()
                .checks()
                .deployments(how)
                .build();
    }

    Order order(String version) {
        return order(version, TooLittle.TELL, now());
    }

    Order order(String version, TooLittle tooLittle, Instant at) {
        Instant live = at.truncatedTo(ChronoUnit.SECONDS);
        var deployment = new Deployment(SHOP, Deployment.id(version, live), version, null, live, "ci");
        return new Order(service(how(tooLittle)), deployment, false);
    }

    Instant now() {
        return Instant.ofEpochMilli(environment.currentTimeMillis());
    }

    void tell(Order order) {
        client.newUntypedWorkflowStub(
                        "DeploymentWatch",
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(SHOP.deploymentId())
                                .setTaskQueue(TaskQueues.COMMON)
                                .build())
                .signalWithStart("deployed", new Object[] {order}, new Object[] {order});
    }

    /** To its end. */
    DeploymentStatus watch(Order order) {
        tell(order);
        return end();
    }

    DeploymentStatus end() {
        return stub().getResult(DeploymentStatus.class);
    }

    WorkflowStub stub() {
        return client.newUntypedWorkflowStub(SHOP.deploymentId());
    }

    /** The rollback that a watch has begun; it begins to run a moment after the watch has ended. */
    static RollbackRequest begun() {
        return Awaitility.await()
                .until(() -> HeldRollback.STARTED, it -> !it.isEmpty())
                .get(0);
    }

    static List<String> lines(DeploymentStatus status) {
        return status.lines().stream().map(DeploymentStatus.Line::text).toList();
    }
}
