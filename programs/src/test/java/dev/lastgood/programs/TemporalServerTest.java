package dev.lastgood.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalServerTest {
    @TempDir
    Path root;

    @Test
    void aRestartedServerStillHoldsItsWorkflows() {
        String address;
        try (TemporalServer server = start()) {
            address = server.address();
            on(server, this::startWorkflow);
        }
        try (TemporalServer server = start()) {
            assertThat(on(server, this::status)).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
            assertThat(server.address()).isEqualTo(address);
        }
    }

    @Test
    void aServerThatACrashLeftRunningIsReplaced() throws IOException {
        try (TemporalServer crashed = start()) {
            on(crashed, this::startWorkflow);
            long left = TemporalState.read(root).pid();
            Files.move(root.resolve("temporal.lock"), root.resolve("lock of the dead"));
            try (TemporalServer server = start()) {
                assertThat(ProcessHandle.of(left).filter(ProcessHandle::isAlive))
                        .isEmpty();
                assertThat(on(server, this::status))
                        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
            }
        }
    }

    @Test
    void servesItsUi() throws IOException {
        try (TemporalServer server = start()) {
            HttpURLConnection ui =
                    (HttpURLConnection) URI.create(server.uiUrl()).toURL().openConnection();
            assertThat(ui.getResponseCode()).isEqualTo(200);
        }
    }

    @Test
    void refusesAFolderThatIsInUse() {
        try (TemporalServer server = start()) {
            assertThat(server.isOurs()).isTrue();
            assertThatThrownBy(this::start).isInstanceOf(ProgramException.class).hasMessageContaining("is in use");
        }
    }

    @Test
    void aGivenAddressIsUsedAndNothingStarted() throws IOException {
        Environment given = new Environment(Map.of("TEMPORAL_ADDRESS", "temporal.example:7233"));
        try (TemporalServer server = TemporalServer.start(root, TemporalServer.Options.defaults(), given)) {
            assertThat(server.address()).isEqualTo("temporal.example:7233");
            assertThat(server.uiUrl()).isNull();
            assertThat(server.isOurs()).isFalse();
            assertThat(root).isEmptyDirectory();
        }
    }

    @Test
    void theUiOfAGivenAddressCanBeGivenToo() {
        Environment given = new Environment(
                Map.of("TEMPORAL_ADDRESS", "temporal.example:7233", "TEMPORAL_UI_URL", "https://ui.example"));
        try (TemporalServer server = TemporalServer.start(root, TemporalServer.Options.defaults(), given)) {
            assertThat(server.uiUrl()).isEqualTo("https://ui.example");
        }
    }

    @Test
    void aFailedStartQuotesTheLog() throws IOException {
        FakePrograms.script(
                root.resolve("bin/temporal"), "[ \"$1\" = --version ] && exit 0; echo 'no disk left'; exit 1");
        Environment environment =
                new Environment(Map.of("PATH", root.resolve("bin").toString()));
        assertThatThrownBy(() -> TemporalServer.start(root, TemporalServer.Options.defaults(), environment))
                .isInstanceOf(ProgramException.class)
                .hasMessageContaining("no disk left");
    }

    private TemporalServer start() {
        return TemporalServer.start(root, TemporalServer.Options.defaults());
    }

    private WorkflowExecution startWorkflow(WorkflowServiceStubs stubs) {
        stubs.blockingStub()
                .startWorkflowExecution(StartWorkflowExecutionRequest.newBuilder()
                        .setNamespace("default")
                        .setWorkflowId("kept")
                        .setRequestId("once")
                        .setWorkflowType(WorkflowType.newBuilder().setName("Any"))
                        .setTaskQueue(TaskQueue.newBuilder().setName("nobody"))
                        .build());
        return WorkflowExecution.newBuilder().setWorkflowId("kept").build();
    }

    private WorkflowExecutionStatus status(WorkflowServiceStubs stubs) {
        return stubs.blockingStub()
                .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace("default")
                        .setExecution(WorkflowExecution.newBuilder().setWorkflowId("kept"))
                        .build())
                .getWorkflowExecutionInfo()
                .getStatus();
    }

    private static <T> T on(TemporalServer server, Function<WorkflowServiceStubs, T> action) {
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(server.address())
                .build());
        try {
            return action.apply(stubs);
        } finally {
            stubs.shutdownNow();
        }
    }
}
