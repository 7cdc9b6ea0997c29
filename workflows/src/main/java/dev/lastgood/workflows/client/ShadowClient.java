package dev.lastgood.workflows.client;

import dev.lastgood.workflows.activities.ShadowActivities;
import dev.lastgood.workflows.client.RollbackProblem.Kind;
import dev.lastgood.workflows.model.ReadyShadow;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.shadows.RestorePoint;
import dev.lastgood.workflows.shadows.ShadowOrder;
import dev.lastgood.workflows.shadows.ShadowOutcome;
import dev.lastgood.workflows.shadows.WarmShadow;
import dev.lastgood.workflows.support.Failures;
import dev.lastgood.workflows.support.TaskQueues;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Makes warm shadows and restore points, says how that went, and lists what stands ready. */
public final class ShadowClient {
    private static final Duration LIMIT = Duration.ofSeconds(12);

    private final WorkflowClient client;
    private final Reach reach;

    public ShadowClient(WorkflowClient client) {
        this.client = client;
        this.reach = new Reach(client);
    }

    /**
     * How a making stands.
     *
     * @param runs whether it still goes on
     * @param note one sentence
     * @param outcome null while it runs, and when it was stopped from outside
     */
    public record Made(
            String workflowId,
            boolean runs,
            String note,
            @Nullable ShadowOutcome outcome) {}

    /** Restores the newest good backup now, not only when the schedule says so. */
    public Made refreshWarm(Service service, @Nullable String by) {
        requireSetting(service, "warm-shadow");
        return start("WarmShadow", WarmShadow.id(service.ref()), new ShadowOrder(service, Problems.name(by), null));
    }

    public Made restorePoint(Service service, @Nullable String note, @Nullable String by) {
        requireSetting(service, "restore-point");
        var order = new ShadowOrder(service, Problems.name(by), note == null || note.isBlank() ? null : note.strip());
        return start("RestorePoint", RestorePoint.id(service.ref()), order);
    }

    /** The newest making of a warm shadow. */
    public Optional<Made> warm(ServiceRef service) {
        return look(service, WarmShadow.id(service));
    }

    /** The newest making of a restore point. */
    public Optional<Made> restorePoint(ServiceRef service) {
        return look(service, RestorePoint.id(service));
    }

    /** What stands ready; asks a worker, who asks the server. */
    public List<ReadyShadow> list(Service service) {
        if (service.database() == null) {
            return List.of();
        }
        reach.check();
        String id = "shadow-list-" + UUID.randomUUID();
        WorkflowStub stub = client.newUntypedWorkflowStub(
                "ShadowList",
                options(id).setWorkflowExecutionTimeout(LIMIT.multipliedBy(2)).build());
        try {
            stub.start(new ShadowOrder(service, "a look", null));
            return stub.getResult(LIMIT.toSeconds(), TimeUnit.SECONDS, ShadowActivities.Listed.class)
                    .shadows();
        } catch (TimeoutException e) {
            throw new RollbackProblem(
                    Kind.NO_WORKER,
                    "no answer within " + LIMIT.toSeconds()
                            + " s: see that a worker runs and reaches the database's server");
        } catch (WorkflowFailedException e) {
            throw new RollbackProblem(
                    Kind.CONFLICT, e.getCause() == null ? "it can't be looked" : Failures.reason(e.getCause()), e);
        } catch (RuntimeException e) {
            throw Problems.of(e, service.ref());
        }
    }

    private static void requireSetting(Service service, String key) {
        if (service.database() == null || !service.database().settings().containsKey(key)) {
            throw new RollbackProblem(
                    Kind.BAD_REQUEST,
                    "the catalog has no " + key + " for the database of " + service.ref()
                            + ": add it with its disk-budget, see docs/catalog.md");
        }
    }

    private Made start(String type, String id, ShadowOrder order) {
        reach.check();
        try {
            client.newUntypedWorkflowStub(type, options(id).build()).start(order);
            return new Made(id, true, "it is being made", null);
        } catch (WorkflowExecutionAlreadyStarted e) {
            throw new RollbackProblem(
                    Kind.CONFLICT, "one is being made already (" + id + "): wait for it, then ask again", e);
        } catch (RuntimeException e) {
            throw Problems.of(e, order.service().ref());
        }
    }

    private Optional<Made> look(ServiceRef service, String id) {
        reach.check();
        WorkflowStub stub = client.newUntypedWorkflowStub(id);
        return Problems.found(service, () -> made(id, stub, stub.describe()));
    }

    private static Made made(String id, WorkflowStub stub, WorkflowExecutionDescription now) {
        WorkflowExecutionStatus status = now.getStatus();
        if (status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
            return new Made(id, true, "it is being made since " + now.getStartTime(), null);
        }
        if (status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED) {
            ShadowOutcome outcome = stub.getResult(ShadowOutcome.class);
            return new Made(id, false, outcome.summary(), outcome);
        }
        return new Made(id, false, "it was stopped from outside; look at the workflow " + id, null);
    }

    private static WorkflowOptions.Builder options(String id) {
        return WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .setTaskQueue(TaskQueues.COMMON);
    }
}
