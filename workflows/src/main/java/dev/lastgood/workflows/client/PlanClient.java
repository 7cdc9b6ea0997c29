package dev.lastgood.workflows.client;

import dev.lastgood.workflows.client.RollbackProblem.Kind;
import dev.lastgood.workflows.look.PlanLook;
import dev.lastgood.workflows.plan.PlanView;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.support.Failures;
import dev.lastgood.workflows.support.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Plans a rollback and has a worker look at what it would meet; changes nothing. */
public final class PlanClient {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final WorkflowClient client;
    private final RollbackClient rollbacks;
    private final Reach reach;

    public PlanClient(WorkflowClient client) {
        this.client = client;
        this.rollbacks = new RollbackClient(client);
        this.reach = new Reach(client);
    }

    /** @throws RollbackProblem with the reason; NO_WORKER when none answers in time */
    public PlanView look(RollbackRequest request) {
        reach.check();
        try {
            WorkflowStub stub = client.newUntypedWorkflowStub("PlanLook", options(request));
            stub.start(request);
            PlanView seen = stub.getResult(LIMIT.toSeconds(), TimeUnit.SECONDS, PlanView.class);
            return rollbacks
                    .glance(request.service().ref())
                    .filter(RollbackView::runs)
                    .map(running ->
                            seen.but("a rollback of " + request.service().ref() + " runs now"))
                    .orElse(seen);
        } catch (TimeoutException e) {
            throw new RollbackProblem(
                    Kind.NO_WORKER, "no worker has looked within " + LIMIT.toSeconds() + " s. See that one runs", e);
        } catch (WorkflowFailedException e) {
            throw new RollbackProblem(
                    Kind.CONFLICT, e.getCause() == null ? "looking failed" : Failures.reason(e.getCause()), e);
        } catch (RollbackProblem e) {
            throw e;
        } catch (RuntimeException e) {
            throw Problems.of(e, request.service().ref());
        }
    }

    private static WorkflowOptions options(RollbackRequest request) {
        return WorkflowOptions.newBuilder()
                .setWorkflowId(PlanLook.id(request))
                .setTaskQueue(TaskQueues.COMMON)
                .setWorkflowExecutionTimeout(Duration.ofMinutes(1))
                .setStaticSummary("Plan a rollback of " + request.service().ref())
                .build();
    }
}
