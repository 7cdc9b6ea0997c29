package dev.lastgood.workflows.client;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflow.v1.PendingChildExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What long activities last said of themselves, of a workflow and of the children that it waits for. */
final class Heartbeats {
    private final WorkflowClient client;

    Heartbeats(WorkflowClient client) {
        this.client = client;
    }

    /** Such as {@code restoring shop.sql.gz: 57 of 141 MB (40 %), 15 MB/s, 6 s left}; what can't be seen is left out. */
    List<String> of(WorkflowExecutionDescription workflow) {
        DescribeWorkflowExecutionResponse raw = workflow.getRawDescription();
        List<String> said = new ArrayList<>();
        raw.getPendingActivitiesList().forEach(activity -> words(activity).ifPresent(said::add));
        for (PendingChildExecutionInfo child : raw.getPendingChildrenList()) {
            said.addAll(ofChild(child));
        }
        return said;
    }

    private List<String> ofChild(PendingChildExecutionInfo child) {
        WorkflowExecution execution = WorkflowExecution.newBuilder()
                .setWorkflowId(child.getWorkflowId())
                .setRunId(child.getRunId())
                .build();
        try {
            return of(client.newUntypedWorkflowStub(execution, Optional.empty()).describe());
        } catch (RuntimeException itHasJustEnded) {
            return List.of();
        }
    }

    private Optional<String> words(PendingActivityInfo activity) {
        if (!activity.hasHeartbeatDetails()) {
            return Optional.empty();
        }
        String words;
        try {
            words = client.getOptions()
                    .getDataConverter()
                    .fromPayloads(0, Optional.of(activity.getHeartbeatDetails()), String.class, String.class);
        } catch (RuntimeException notWords) {
            return Optional.empty();
        }
        return Optional.ofNullable(words)
                .filter(it -> !it.isBlank())
                .map(it -> activity.getAttempt() > 1 ? it + " (try " + activity.getAttempt() + ")" : it);
    }
}
