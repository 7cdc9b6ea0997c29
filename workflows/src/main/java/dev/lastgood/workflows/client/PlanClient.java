package dev.lastgood.workflows.client;

import dev.lastgood.workflows.client.RollbackProblem.Kind;
import dev.lastgood.workflows.decision.Hold;
import dev.lastgood.workflows.look.PlanLook;
import dev.lastgood.workflows.plan.PlanView;
import dev.lastgood.workflows.plan.Planner;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.support.Failures;
import dev.lastgood.workflows.support.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Plans a rollback, has a worker look at what it would meet, and says what holds; changes nothing. */
public final class PlanClient {
    /** Less than who waits for this answer waits. */
    private static final Duration LIMIT = Duration.ofSeconds(16);

    private final WorkflowClient client;
    private final PlanSurroundings surroundings;
    private final Reach reach;

    public PlanClient(WorkflowClient client) {
        this.client = client;
        this.surroundings = new PlanSurroundings(client);
        this.reach = new Reach(client);
    }

    /**
     * Where no worker answers, the plan is by the catalog alone, and says so; what runs and holds is known all the same.
     *
     * @param freezes the service's that hold now
     * @throws RollbackProblem with the reason
     */
    public PlanView look(RollbackRequest request, List<Hold> freezes) {
        reach.check();
        try {
            WorkflowStub stub = client.newUntypedWorkflowStub("PlanLook", options(request));
            stub.start(request);
            PlanView seen = stub.getResult(LIMIT.toSeconds(), TimeUnit.SECONDS, PlanView.class);
            return surroundings.around(seen, request, freezes, true);
        } catch (TimeoutException noWorker) {
            return surroundings.around(notSeen(request), request, freezes, false);
        } catch (WorkflowFailedException e) {
            throw new RollbackProblem(
                    Kind.CONFLICT, e.getCause() == null ? "looking failed" : Failures.reason(e.getCause()), e);
        } catch (RuntimeException e) {
            throw Problems.of(e, request.service().ref());
        }
    }

    private static PlanView notSeen(RollbackRequest request) {
        return new PlanView(
                Planner.plan(request),
                Instant.now(),
                null,
                null,
                null,
                List.of("no worker answers: a rollback started now is kept, and begins once one runs"),
                List.of(),
                List.of(),
                List.of("platform, database and checks: no worker has looked within " + LIMIT.toSeconds()
                        + " s. See that one runs"));
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
