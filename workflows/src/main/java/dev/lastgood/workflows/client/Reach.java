package dev.lastgood.workflows.client;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import java.util.concurrent.TimeUnit;

/**
 * Finds out in one try whether Temporal is there, until it once was. The SDK asks for the server's capabilities before its
 * first call, and tries that again and again with a patience of its own.
 */
final class Reach {
    private final WorkflowClient client;
    private volatile boolean reached;

    Reach(WorkflowClient client) {
        this.client = client;
    }

    void check() {
        if (reached) {
            return;
        }
        try {
            client.getWorkflowServiceStubs()
                    .blockingStub()
                    .withDeadlineAfter(Connection.CALL.toMillis(), TimeUnit.MILLISECONDS)
                    .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
            reached = true;
        } catch (StatusRuntimeException e) {
            throw Problems.unreachable(e);
        }
    }
}
