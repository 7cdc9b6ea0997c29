package dev.lastgood.workflows.client;

import dev.lastgood.workflows.client.RollbackProblem.Kind;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.salvage.Salvage;
import dev.lastgood.workflows.support.Failures;
import dev.lastgood.workflows.support.TaskQueues;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.Optional;

/** Starts salvages and looks at them. Throws {@link RollbackProblem} with the reason. */
public final class SalvageClient {
    private final WorkflowClient client;
    private final Reach reach;

    public SalvageClient(WorkflowClient client) {
        this.client = client;
        this.reach = new Reach(client);
    }

    public SalvageView start(Service service, SalvageOrder wanted) {
        Salvage.Order order = wanted.of(service);
        reach.check();
        WorkflowStub stub = client.newUntypedWorkflowStub(
                "Salvage",
                WorkflowOptions.newBuilder()
                        .setWorkflowId(Salvage.id(service.ref()))
                        .setTaskQueue(TaskQueues.COMMON)
                        .setStaticSummary((order.until() == Salvage.Until.APPLY
                                        ? "Put back what the restore of "
                                        : "Look what the restore of ")
                                + service.ref() + " gave up, for " + order.by())
                        .build());
        try {
            String run = stub.start(order).getRunId();
            return new SalvageView(service.ref(), run, true, "the salvage of " + service.ref() + " has started", null);
        } catch (WorkflowExecutionAlreadyStarted e) {
            throw new RollbackProblem(
                    Kind.CONFLICT,
                    "a salvage of " + service.ref() + " runs already: "
                            + look(service.ref()).note() + ". Ask again when it has ended",
                    e);
        } catch (RuntimeException e) {
            throw Problems.of(e, service.ref());
        }
    }

    /** The newest, also while no worker answers. */
    public SalvageView look(ServiceRef service) {
        reach.check();
        try {
            WorkflowExecutionDescription now =
                    client.newUntypedWorkflowStub(Salvage.id(service)).describe();
            WorkflowStub stub = client.newUntypedWorkflowStub(now.getExecution(), Optional.empty());
            String run = now.getExecution().getRunId();
            if (now.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
                return new SalvageView(service, run, true, doing(stub), null);
            }
            try {
                return new SalvageView(service, run, false, "ended", stub.getResult(Salvage.Result.class));
            } catch (WorkflowFailedException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                return new SalvageView(service, run, false, Failures.reason(cause), null);
            }
        } catch (WorkflowNotFoundException e) {
            throw new RollbackProblem(
                    Kind.NOT_FOUND,
                    "Temporal knows no salvage of " + service + ": 'lastgood salvage " + service.service()
                            + "' starts one",
                    e);
        } catch (RuntimeException e) {
            throw Problems.of(e, service);
        }
    }

    private static String doing(WorkflowStub stub) {
        try {
            Salvage.State state = stub.query("state", Salvage.State.class);
            return state.doing() + ", for " + state.by();
        } catch (RuntimeException noWorker) {
            return "it runs, but no worker answers, so how far it is can't be said";
        }
    }
}
