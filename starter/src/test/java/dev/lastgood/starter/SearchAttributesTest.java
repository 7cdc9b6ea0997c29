package dev.lastgood.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.workflows.client.Connection;
import dev.lastgood.workflows.client.NamespaceSearch;
import dev.lastgood.workflows.support.SearchKeys;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** On the real Temporal server, each in a namespace that lacks them at first. */
class SearchAttributesTest {

    @Test
    void rollbacks_are_found_by_them_after_the_starter_has_started() {
        String namespace = Lab.namespace("search-listed");
        try (Connection temporal = Connection.to(Lab.temporal().address(), namespace);
                Web starter = Lab.starter(Lab.temporal().address(), namespace)) {
            assertThat(starter.alert(Alerts.firing("s40")).status()).isEqualTo(202);
            starter.alert(Alerts.firing("s41"));

            List<String> found = found(temporal, "LastgoodService = 's40' AND LastgoodEnvironment = 'production'");

            assertThat(found).containsExactly("rollback-production-s40");
            assertThat(found(temporal, "LastgoodService = 's40' AND LastgoodSeverity = 'critical'"))
                    .hasSize(1);
        }
    }

    @Test
    void phase_and_outcome_can_be_asked_for() {
        String namespace = Lab.namespace("search-askable");
        try (Connection temporal = Connection.to(Lab.temporal().address(), namespace);
                Web starter = Lab.starter(Lab.temporal().address(), namespace)) {
            starter.alert(Alerts.firing("s42"));
            found(temporal, "LastgoodService = 's42'");

            assertThat(temporal.client()
                            .listExecutions("LastgoodPhase = 'watch' OR LastgoodOutcome = 'restored'")
                            .toList())
                    .isEmpty();
        }
    }

    @Test
    void requests_say_that_they_are_there() {
        String namespace = Lab.namespace("search-said");
        try (Connection temporal = Connection.to(Lab.temporal().address(), namespace);
                Web starter = Lab.starter(Lab.temporal().address(), namespace)) {
            WorkerFactory worker = Lab.worker(temporal.client());
            try {
                starter.alert(Alerts.firing("s43"));
                assertThat(temporal.client()
                                .fetchHistory("rollback-production-s43")
                                .toJson(false))
                        .satisfies(history -> assertThat(started(history)).contains("searchAttributes\":true"));
            } finally {
                worker.shutdownNow();
            }
        }
    }

    @Test
    void they_are_registered_as_soon_as_temporal_answers() {
        String namespace = Lab.namespace("search-later");
        try (Connection temporal = Connection.to(Lab.temporal().address(), namespace)) {
            NamespaceSearch search = new NamespaceSearch(temporal);
            assertThat(search.available()).isFalse();

            assertThat(search.register()).isEmpty();

            assertThat(search.available()).isTrue();
            assertThat(search.register()).isEmpty();
        }
    }

    @Test
    void one_of_another_type_comes_back_with_the_command_to_run() {
        String namespace = Lab.namespace("search-other-type");
        try (Connection temporal = Connection.to(Lab.temporal().address(), namespace)) {
            add(temporal, namespace, SearchKeys.PHASE.getName(), IndexedValueType.INDEXED_VALUE_TYPE_INT);
            NamespaceSearch search = new NamespaceSearch(temporal);

            assertThat(search.register())
                    .containsExactly("temporal operator search-attribute create --namespace search-other-type"
                            + " --name LastgoodPhase --type Keyword");
            assertThat(search.available()).isFalse();
        }
    }

    @Test
    void a_refusing_server_gets_the_commands_for_all() {
        try (Connection temporal = Connection.to(Lab.temporal().address(), "nowhere")) {
            assertThat(new NamespaceSearch(temporal).register())
                    .hasSize(SearchKeys.ALL.size())
                    .contains("temporal operator search-attribute create --namespace nowhere --name LastgoodService"
                            + " --type Keyword");
        }
    }

    @Test
    void a_server_out_of_reach_is_not_taken_for_a_refusing_one() {
        try (Connection nobody = Connection.to("127.0.0.1:1", "default")) {
            assertThatThrownBy(() -> new NamespaceSearch(nobody).register())
                    .isInstanceOf(StatusRuntimeException.class)
                    .hasMessageContaining("UNAVAILABLE");
        }
    }

    private static List<String> found(Connection temporal, String query) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> temporal.client()
                                .listExecutions(query)
                                .map(WorkflowExecutionMetadata::getExecution)
                                .map(it -> it.getWorkflowId())
                                .toList(),
                        it -> !it.isEmpty());
    }

    private static void add(Connection temporal, String namespace, String name, IndexedValueType type) {
        OperatorServiceStubs operator = OperatorServiceStubs.newServiceStubs(
                OperatorServiceStubsOptions.newBuilder(temporal.stubs().getOptions())
                        .build());
        try {
            operator.blockingStub()
                    .addSearchAttributes(AddSearchAttributesRequest.newBuilder()
                            .setNamespace(namespace)
                            .putSearchAttributes(name, type)
                            .build());
        } finally {
            operator.shutdownNow();
        }
    }

    /** Payloads stand in the history in base64. */
    private static String started(String history) {
        var decoded = new StringBuilder();
        var data = java.util.regex.Pattern.compile("\"data\": ?\"([^\"]+)\"").matcher(history);
        while (data.find()) {
            decoded.append(new String(
                    java.util.Base64.getDecoder().decode(data.group(1)), java.nio.charset.StandardCharsets.UTF_8));
        }
        return decoded.toString();
    }
}
