package dev.lastgood.workflows.client;

import dev.lastgood.workflows.support.DataConverters;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A connection to Temporal for whoever waits at the other end. The SDK retries a call for a minute by default, which
 * outlives Alertmanager's patience and a person's; here each call has three seconds and one try.
 */
public final class Connection implements AutoCloseable {
    static final Duration CALL = Duration.ofSeconds(3);

    private final WorkflowServiceStubs stubs;
    private final WorkflowClient client;

    private Connection(WorkflowServiceStubs stubs, String namespace) {
        this.stubs = stubs;
        this.client = WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(namespace)
                        .setDataConverter(DataConverters.standard())
                        .build());
    }

    /**
     * Connects when first used: the server need not be up yet.
     *
     * @param address {@code host:port}
     */
    public static Connection to(String address, String namespace) {
        return new Connection(
                WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                        .setTarget(address)
                        .setRpcTimeout(CALL)
                        .setRpcQueryTimeout(CALL)
                        .setRpcRetryOptions(RpcRetryOptions.newBuilder()
                                .setMaximumAttempts(1)
                                .validateBuildWithDefaults())
                        .build()),
                namespace);
    }

    /** Whether Temporal answers now; takes three seconds at most. */
    public boolean answers() {
        try {
            stubs.blockingStub()
                    .withDeadlineAfter(CALL.toMillis(), TimeUnit.MILLISECONDS)
                    .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
            return true;
        } catch (StatusRuntimeException e) {
            return false;
        }
    }

    public WorkflowClient client() {
        return client;
    }

    public WorkflowServiceStubs stubs() {
        return stubs;
    }

    @Override
    public void close() {
        stubs.shutdownNow();
    }
}
