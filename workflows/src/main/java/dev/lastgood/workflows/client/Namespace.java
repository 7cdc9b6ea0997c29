package dev.lastgood.workflows.client;

import dev.lastgood.workflows.client.RollbackProblem.Kind;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import java.util.concurrent.TimeUnit;

/** Whether there is a Temporal server, and on it the namespace. */
public final class Namespace {
    private Namespace() {}

    /**
     * One try, of a few seconds.
     *
     * @throws RollbackProblem UNREACHABLE with what to do
     */
    public static void check(String address, String namespace) {
        try (Connection connection = Connection.to(address, namespace)) {
            connection
                    .stubs()
                    .blockingStub()
                    .withDeadlineAfter(Connection.CALL.toSeconds(), TimeUnit.SECONDS)
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
                "Temporal can't be reached at " + address
                        + ". See that its server runs there, or set TEMPORAL_ADDRESS to host:port";
            default ->
                "Temporal at " + address + " refuses the namespace '" + namespace + "': " + status.getCode() + " "
                        + status.getDescription();
        };
    }
}
