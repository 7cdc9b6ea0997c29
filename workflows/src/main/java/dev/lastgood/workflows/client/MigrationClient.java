package dev.lastgood.workflows.client;

import dev.lastgood.workflows.client.RollbackProblem.Kind;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.MigrationTable;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.restore.MigrationLook;
import dev.lastgood.workflows.support.Failures;
import dev.lastgood.workflows.support.TaskQueues;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a worker how a service's migrations stand. */
public final class MigrationClient {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final WorkflowClient client;
    private final Reach reach;

    public MigrationClient(WorkflowClient client) {
        this.client = client;
        this.reach = new Reach(client);
    }

    /** @throws RollbackProblem with the reason; NO_WORKER when none answers within 15 seconds */
    public List<MigrationTable> tables(Service service) {
        Database database = service.database();
        if (database == null) {
            throw new RollbackProblem(Kind.BAD_REQUEST, "the catalog has no database for " + service.ref());
        }
        reach.check();
        var command = new MigrationLook.Command(service.ref(), database, service.taskQueue());
        try {
            WorkflowStub stub = client.newUntypedWorkflowStub("MigrationLook", options(command));
            stub.start(command);
            return Arrays.asList(stub.getResult(LIMIT.toSeconds(), TimeUnit.SECONDS, MigrationTable[].class));
        } catch (TimeoutException e) {
            throw new RollbackProblem(
                    Kind.NO_WORKER,
                    "no worker has looked within " + LIMIT.toSeconds()
                            + " s. See that one runs and reaches the database",
                    e);
        } catch (WorkflowFailedException e) {
            throw new RollbackProblem(
                    Kind.CONFLICT, e.getCause() == null ? "it failed" : Failures.reason(e.getCause()), e);
        } catch (RuntimeException e) {
            throw Problems.of(e, service.ref());
        }
    }

    private static WorkflowOptions options(MigrationLook.Command command) {
        return WorkflowOptions.newBuilder()
                .setWorkflowId(command.workflowId())
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setTaskQueue(TaskQueues.COMMON)
                .setWorkflowExecutionTimeout(Duration.ofMinutes(1))
                .setStaticSummary("Migrations of " + command.service())
                .build();
    }
}
