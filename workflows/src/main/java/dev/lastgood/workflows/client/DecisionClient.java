package dev.lastgood.workflows.client;

import dev.lastgood.workflows.noted.NoteDecision;
import dev.lastgood.workflows.noted.Noted;
import dev.lastgood.workflows.support.TaskQueues;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;

/** Keeps decisions that start nothing. Needs no worker; the same event is kept once. Throws {@link RollbackProblem}. */
public final class DecisionClient {
    private final WorkflowClient client;
    private final Reach reach;

    public DecisionClient(WorkflowClient client) {
        this.client = client;
        this.reach = new Reach(client);
    }

    /** @return whether it is news: false where this event was decided so before */
    public boolean note(Noted noted) {
        reach.check();
        try {
            var options = WorkflowOptions.newBuilder()
                    .setWorkflowId(noted.id())
                    .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
                    .setTaskQueue(TaskQueues.COMMON)
                    .build();
            WorkflowClient.start(client.newWorkflowStub(NoteDecision.class, options)::note, noted);
            return true;
        } catch (WorkflowExecutionAlreadyStarted known) {
            return false;
        } catch (RuntimeException e) {
            var status = Problems.status(e);
            throw status == null ? e : Problems.unreachable(status);
        }
    }
}
