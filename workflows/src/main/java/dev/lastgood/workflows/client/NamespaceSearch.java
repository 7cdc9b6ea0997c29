package dev.lastgood.workflows.client;

import dev.lastgood.workflows.support.SearchKeys;
import io.grpc.StatusRuntimeException;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Whether the namespace has Lastgood's search attributes: a start with one that it lacks fails. */
public final class NamespaceSearch {
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
                complete = missing().isEmpty();
            } catch (StatusRuntimeException notTold) {
                return false;
            }
        }
        return complete;
    }

    /** For a person with the rights to run; empty when nothing is missing. */
    public List<String> commands() {
        return missing().stream()
                .map(name -> "temporal operator search-attribute create --namespace " + namespace + " --name " + name
                        + " --type Keyword")
                .toList();
    }

    private List<String> missing() {
        OperatorServiceStubs operator = OperatorServiceStubs.newServiceStubs(
                OperatorServiceStubsOptions.newBuilder(stubs.getOptions()).build());
        try {
            Set<String> there = operator.blockingStub()
                    .withDeadlineAfter(Connection.CALL.toSeconds(), TimeUnit.SECONDS)
                    .listSearchAttributes(ListSearchAttributesRequest.newBuilder()
                            .setNamespace(namespace)
                            .build())
                    .getCustomAttributesMap()
                    .keySet();
            return SearchKeys.ALL.stream()
                    .map(SearchAttributeKey::getName)
                    .filter(name -> !there.contains(name))
                    .toList();
        } finally {
            operator.shutdownNow();
        }
    }
}
