package dev.lastgood.programs;

import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesResponse;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc.OperatorServiceBlockingStub;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Registers search attributes on a namespace. A start with an attribute that the namespace lacks fails, so the caller leaves
 * out those that are not available.
 */
public final class SearchAttributes {
    private static final int LIMIT_SECONDS = 10;

    /** What came of it, by name. */
    public record Result(List<SearchAttribute> attributes) {
        public Result {
            attributes = List.copyOf(attributes);
        }

        public boolean allAvailable() {
            return missing().isEmpty();
        }

        public boolean isAvailable(String name) {
            return attributes.stream()
                    .anyMatch(attribute ->
                            attribute.available() && attribute.name().equals(name));
        }

        public List<SearchAttribute> missing() {
            return attributes.stream()
                    .filter(attribute -> !attribute.available())
                    .toList();
        }

        /** For a person to run, one for each that is missing. */
        public List<String> commands() {
            return missing().stream().map(SearchAttribute::command).toList();
        }
    }

    private final OperatorServiceBlockingStub operator;
    private final String namespace;

    private SearchAttributes(OperatorServiceBlockingStub operator, String namespace) {
        this.operator = operator;
        this.namespace = namespace;
    }

    /** Registers those that are not there yet. Never throws for what the server refuses: the result tells it. */
    public static Result register(
            WorkflowServiceStubs service, String namespace, Map<String, IndexedValueType> attributes) {
        OperatorServiceStubs stubs = OperatorServiceStubs.newServiceStubs(
                OperatorServiceStubsOptions.newBuilder(service.getOptions()).build());
        try {
            return new SearchAttributes(stubs.blockingStub(), namespace).register(attributes);
        } finally {
            stubs.shutdownNow();
        }
    }

    private Result register(Map<String, IndexedValueType> attributes) {
        Map<String, IndexedValueType> there = new HashMap<>(list());
        List<SearchAttribute> result = new ArrayList<>();
        new TreeMap<>(attributes).forEach((name, type) -> {
            IndexedValueType present = there.get(name);
            String problem = present == null ? add(name, type) : difference(present, type);
            result.add(new SearchAttribute(namespace, name, type, problem));
        });
        return new Result(result);
    }

    private Map<String, IndexedValueType> list() {
        try {
            ListSearchAttributesResponse response = limited()
                    .listSearchAttributes(ListSearchAttributesRequest.newBuilder()
                            .setNamespace(namespace)
                            .build());
            Map<String, IndexedValueType> all = new HashMap<>(response.getSystemAttributesMap());
            all.putAll(response.getCustomAttributesMap());
            return all;
        } catch (StatusRuntimeException mayBeAllowedToAddAllTheSame) {
            return Map.of();
        }
    }

    private @Nullable String add(String name, IndexedValueType type) {
        try {
            limited()
                    .addSearchAttributes(AddSearchAttributesRequest.newBuilder()
                            .setNamespace(namespace)
                            .putSearchAttributes(name, type)
                            .build());
            return null;
        } catch (StatusRuntimeException e) {
            // Another worker may have registered it since we looked.
            IndexedValueType present = list().get(name);
            return present == null
                    ? e.getStatus().getCode() + ": " + e.getStatus().getDescription()
                    : difference(present, type);
        }
    }

    private static @Nullable String difference(IndexedValueType present, IndexedValueType wanted) {
        return present == wanted
                ? null
                : "it is there as " + SearchAttribute.word(present) + ", not as " + SearchAttribute.word(wanted);
    }

    private OperatorServiceBlockingStub limited() {
        return operator.withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}
