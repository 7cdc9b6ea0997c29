package dev.lastgood.workflows.client;

import dev.lastgood.workflows.client.RollbackProblem.Kind;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import java.util.concurrent.TimeUnit;

/** Whether there is a Temporal server, and on it the namespace. */
public final class Namespace {
    /** Server and worker may be started together, on a machine that has much to do just then. */
    private static final int PATIENCE_SECONDS = 20;

    private Namespace() {}

    /**
     * Waits 20 seconds for a server that does not answer yet.
     *
     * @throws RollbackProblem UNREACHABLE with what to do
     */
    public static void check(String address, String namespace) {
        try (Connection connection = Connection.to(address, namespace)) {
            connection
                    .stubs()
                    .blockingStub()
                    .withWaitForReady()
                    .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace(namespace)
                            .build());
        } catch (StatusRuntimeException e) {
            throw new RollbackProblem(Kind.UNREACHABLE, words(address, namespace, e.getStatus()), e);
        }
    }

    private static String words(String address, String namespace, Status status) {
        return switch (status.getCode()) {
            case NOT_FOUND ->
                "Temporal at " + address + " has no namespace '" + namespace
                        + "'. Create it: temporal operator namespace create --namespace " + namespace
                        + ", or set TEMPORAL_NAMESPACE to another";
            case UNAVAILABLE, DEADLINE_EXCEEDED ->
                "Temporal at " + address + " did not answer within " + PATIENCE_SECONDS
                        + " s. See that its server runs there, or set TEMPORAL_ADDRESS to host:port";
            default ->
                "Temporal at " + address + " refuses the namespace '" + namespace + "': " + status.getCode() + " "
                        + status.getDescription();
        };
    }
}
