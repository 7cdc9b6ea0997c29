package dev.lastgood.workflows.client;

import dev.lastgood.workflows.support.SearchKeys;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc.OperatorServiceBlockingStub;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Lastgood's search attributes on the namespace: a start with one that it lacks fails. */
public final class NamespaceSearch {
    private static final IndexedValueType TYPE = IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;

    private final WorkflowServiceStubs stubs;
    private final String namespace;
    private volatile boolean complete;

    public NamespaceSearch(Connection connection) {
        this.stubs = connection.stubs();
        this.namespace = connection.client().getOptions().getNamespace();
    }

    /** Once they are there they stay; until then each call looks again. Where Temporal does not say, they are left out. */
    public boolean available() {
        if (!complete) {
            try {
                complete = ask(this::missing).isEmpty();
            } catch (StatusRuntimeException notTold) {
                return false;
            }
        }
        return complete;
    }

    /**
     * Registers those that are not there yet.
     *
     * @return what a person with the rights has to run where the server refuses; empty when nothing is missing
     * @throws StatusRuntimeException when Temporal can't be reached: nothing is known then
     */
    public List<String> register() {
        return ask(operator -> {
                    List<String> missing = missingIfTold(operator);
                    for (String name : missing) {
                        add(operator, name);
                    }
                    return missing.isEmpty() ? missing : missingIfTold(operator);
                })
                .stream()
                .map(this::command)
                .toList();
    }

    private String command(String name) {
        return "temporal operator search-attribute create --namespace " + namespace + " --name " + name
                + " --type Keyword";
    }

    /** Those that are there with another type are missing too: nothing can be started with them. */
    private List<String> missing(OperatorServiceBlockingStub operator) {
        Map<String, IndexedValueType> there = limited(operator)
                .listSearchAttributes(ListSearchAttributesRequest.newBuilder()
                        .setNamespace(namespace)
                        .build())
                .getCustomAttributesMap();
        return names().stream().filter(name -> there.get(name) != TYPE).toList();
    }

    /** Who may not list them is told the commands for all. */
    private List<String> missingIfTold(OperatorServiceBlockingStub operator) {
        try {
            return missing(operator);
        } catch (StatusRuntimeException e) {
            rethrowUnreachable(e);
            return names();
        }
    }

    private void add(OperatorServiceBlockingStub operator, String name) {
        try {
            limited(operator)
                    .addSearchAttributes(AddSearchAttributesRequest.newBuilder()
                            .setNamespace(namespace)
                            .putSearchAttributes(name, TYPE)
                            .build());
        } catch (StatusRuntimeException refusedOrThereMeanwhile) {
            rethrowUnreachable(refusedOrThereMeanwhile);
        }
    }

    private static void rethrowUnreachable(StatusRuntimeException failure) {
        Status.Code code = failure.getStatus().getCode();
        if (code == Status.Code.UNAVAILABLE || code == Status.Code.DEADLINE_EXCEEDED) {
            throw failure;
        }
    }

    private static List<String> names() {
        return SearchKeys.ALL.stream().map(SearchAttributeKey::getName).toList();
    }

    private static OperatorServiceBlockingStub limited(OperatorServiceBlockingStub operator) {
        return operator.withDeadlineAfter(Connection.CALL.toSeconds(), TimeUnit.SECONDS);
    }

    private <T> T ask(Function<OperatorServiceBlockingStub, T> question) {
        OperatorServiceStubs operator = OperatorServiceStubs.newServiceStubs(
                OperatorServiceStubsOptions.newBuilder(stubs.getOptions()).build());
        try {
            return question.apply(operator.blockingStub());
        } finally {
            operator.shutdownNow();
        }
    }
}
