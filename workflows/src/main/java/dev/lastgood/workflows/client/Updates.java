package dev.lastgood.workflows.client;

import dev.lastgood.workflows.client.RollbackProblem.Kind;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What a running workflow takes or refuses by its own word: that needs a worker, and says what was decided. */
final class Updates {
    /** The SDK waits a minute and more for a worker; a person is told sooner. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final WorkflowClient client;
    private final String what;
    private final String where;

    /**
     * @param what what no worker took, in words: {@code the answer}
     * @param where what a person then looks at before they answer again
     */
    Updates(WorkflowClient client, String what, String where) {
        this.client = client;
        this.what = what;
        this.where = where;
    }

    <T> T send(String workflow, String update, Class<T> result, Object argument) {
        UpdateOptions<T> options = UpdateOptions.newBuilder(result)
                .setUpdateName(update)
                .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                .build();
        WorkflowStub stub = client.newUntypedWorkflowStub(workflow);
        try {
            WorkflowUpdateHandle<T> handle = Within.limit(LIMIT, () -> stub.startUpdate(options, argument));
            return handle.getResult(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (WorkflowUpdateException e) {
            throw Problems.refused(e);
        } catch (WorkflowUpdateTimeoutOrCancelledException e) {
            throw new RollbackProblem(
                    Kind.NO_WORKER,
                    "no worker took " + what + " within " + LIMIT.toSeconds()
                            + " s. See that a worker runs, then look at " + where + " before answering again",
                    e);
        }
    }
}
