package dev.lastgood.programs;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Waits for a server that was just started. */
final class TemporalReadiness {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration ONE_CALL = Duration.ofSeconds(1);
    private static final int PAUSE_MILLIS = 100;

    private TemporalReadiness() {}

    /** True once it answers and has the namespaces; false if its process ended, or a minute has passed. */
    static boolean await(Process process, String address, List<String> namespaces) {
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(address)
                .setHealthCheckTimeout(ONE_CALL)
                .setHealthCheckAttemptTimeout(ONE_CALL)
                .build());
        List<String> all = new ArrayList<>(namespaces);
        all.add("default");
        Instant end = Instant.now().plus(LIMIT);
        try {
            // Its own pause: the process may end meanwhile, and a port that another program has taken may answer.
            while (process.isAlive() && Instant.now().isBefore(end)) {
                if (process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    return false;
                }
                if (answers(stubs, all)) {
                    return process.isAlive();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stubs.shutdownNow();
        }
        return false;
    }

    private static boolean answers(WorkflowServiceStubs stubs, List<String> namespaces) {
        try {
            stubs.healthCheck();
            for (String namespace : namespaces) {
                stubs.blockingStub()
                        .withDeadlineAfter(ONE_CALL.toMillis(), TimeUnit.MILLISECONDS)
                        .describeNamespace(DescribeNamespaceRequest.newBuilder()
                                .setNamespace(namespace)
                                .build());
            }
            return true;
        } catch (StatusRuntimeException notYet) {
            return false;
        }
    }
}
