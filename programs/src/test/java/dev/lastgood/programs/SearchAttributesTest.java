package dev.lastgood.programs;

import static io.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_INT;
import static io.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;
import static io.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.SearchAttributes.Builder;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchAttributesTest {
    @TempDir
    static Path root;

    private static TemporalServer server;
    private static WorkflowServiceStubs service;

    @BeforeAll
    static void start() {
        server = TemporalServer.start(root, TemporalServer.Options.defaults());
        service = stubs(server.address());
    }

    @AfterAll
    static void stop() {
        service.shutdownNow();
        server.close();
    }

    @Test
    void registeringTwiceIsFine() {
        var wanted = Map.of("Service", INDEXED_VALUE_TYPE_KEYWORD, "Cause", INDEXED_VALUE_TYPE_KEYWORD);
        assertThat(SearchAttributes.register(service, "default", wanted).allAvailable())
                .isTrue();
        assertThat(SearchAttributes.register(service, "default", wanted).commands())
                .isEmpty();
    }

    @Test
    void aWorkflowCanBeStartedWithThemAtOnce() {
        SearchAttributes.register(service, "default", Map.of("AtOnce", INDEXED_VALUE_TYPE_KEYWORD));
        Payload value = Payload.newBuilder()
                .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
                .putMetadata("type", ByteString.copyFromUtf8("Keyword"))
                .setData(ByteString.copyFromUtf8("\"x\""))
                .build();
        Builder attributes =
                io.temporal.api.common.v1.SearchAttributes.newBuilder().putIndexedFields("AtOnce", value);
        var started = service.blockingStub()
                .startWorkflowExecution(StartWorkflowExecutionRequest.newBuilder()
                        .setNamespace("default")
                        .setWorkflowId("with-attribute")
                        .setRequestId("once")
                        .setWorkflowType(WorkflowType.newBuilder().setName("Any"))
                        .setTaskQueue(TaskQueue.newBuilder().setName("nobody"))
                        .setSearchAttributes(attributes)
                        .build());
        assertThat(started.getRunId()).isNotEmpty();
    }

    @Test
    void oneOfAnotherTypeIsNotAvailable() {
        SearchAttributes.register(service, "default", Map.of("Attempt", INDEXED_VALUE_TYPE_INT));
        var result = SearchAttributes.register(service, "default", Map.of("Attempt", INDEXED_VALUE_TYPE_KEYWORD));
        assertThat(result.isAvailable("Attempt")).isFalse();
        assertThat(result.missing().get(0).problem()).contains("as Int, not as Keyword");
    }

    @Test
    void whatIsRefusedComesBackWithTheCommandToRun() {
        var result = SearchAttributes.register(service, "nowhere", Map.of("Service", INDEXED_VALUE_TYPE_KEYWORD));
        assertThat(result.allAvailable()).isFalse();
        assertThat(result.commands())
                .containsExactly(
                        "temporal operator search-attribute create --namespace nowhere --name Service --type Keyword");
    }

    @Test
    void anUnreachableServerIsToldInTheResult() {
        WorkflowServiceStubs nobody = stubs("127.0.0.1:" + FreePorts.any());
        try {
            var result = SearchAttributes.register(nobody, "default", Map.of("Service", INDEXED_VALUE_TYPE_KEYWORD));
            assertThat(result.missing().get(0).problem()).startsWith("UNAVAILABLE");
        } finally {
            nobody.shutdownNow();
        }
    }

    @Test
    void typesAreNamedAsTheCommandLineNamesThem() {
        assertThat(SearchAttribute.word(INDEXED_VALUE_TYPE_KEYWORD_LIST)).isEqualTo("KeywordList");
    }

    private static WorkflowServiceStubs stubs(String address) {
        return WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    }
}
