package dev.lastgood.workflows.client;

import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.support.Ports;
import dev.lastgood.workflows.support.SearchKeys;
import dev.lastgood.workflows.support.TaskQueues;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.SearchAttributes;
import io.temporal.workflow.ChildWorkflowOptions;
import java.util.Map;
import java.util.regex.Pattern;

/** With what a rollback or a triage starts. No execution timeout: one would end it without cleaning up. */
public final class StartOptions {
    /** What Temporal's UI shows in its lists is short. */
    private static final int SUMMARY_LENGTH = 180;

    /** Search attributes stay readable whatever encrypts payloads, so nothing else that an alert says gets there. */
    private static final Pattern SEVERITY = Pattern.compile("[A-Za-z0-9-]{1,32}");

    private StartOptions() {}

    static WorkflowOptions of(RollbackRequest request) {
        var options = WorkflowOptions.newBuilder()
                .setWorkflowId(request.service().ref().rollbackId())
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .setTaskQueue(TaskQueues.COMMON)
                .setMemo(Running.of(request).memo())
                .setStaticSummary(summary(request));
        if (request.searchAttributes()) {
            options.setTypedSearchAttributes(searchAttributes(request));
        }
        return options.build();
    }

    /** A rollback that another workflow starts; it goes on when that one has ended. */
    public static ChildWorkflowOptions child(RollbackRequest request) {
        var options = ChildWorkflowOptions.newBuilder(
                        Ports.outliving(request.service().ref().rollbackId(), summary(request)))
                .setTaskQueue(TaskQueues.COMMON)
                .setMemo(Running.of(request).memo());
        if (request.searchAttributes()) {
            options.setTypedSearchAttributes(searchAttributes(request));
        }
        return options.build();
    }

    static WorkflowOptions triage(RollbackRequest request, Decision decision) {
        return WorkflowOptions.newBuilder()
                .setWorkflowId(request.service().ref().triageId())
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .setTaskQueue(TaskQueues.COMMON)
                .setMemo(triageMemo(request, decision))
                .setStaticSummary(triageSummary(request))
                .build();
    }

    /** A triage that a rollback starts instead of itself. */
    public static ChildWorkflowOptions triageChild(RollbackRequest request, Decision decision) {
        return ChildWorkflowOptions.newBuilder(
                        Ports.outliving(request.service().ref().triageId(), triageSummary(request)))
                .setTaskQueue(TaskQueues.COMMON)
                .setMemo(triageMemo(request, decision))
                .build();
    }

    private static Map<String, Object> triageMemo(RollbackRequest request, Decision decision) {
        return Map.of(
                "requestId", request.id(),
                "reason", request.cause().reason(),
                "verdict", decision.verdict().name(),
                "decision", decision.words());
    }

    private static String triageSummary(RollbackRequest request) {
        return cut("Decide about " + request.service().ref() + ": "
                + request.cause().reason());
    }

    private static String cut(String summary) {
        return summary.length() <= SUMMARY_LENGTH ? summary : summary.substring(0, SUMMARY_LENGTH - 1) + "…";
    }

    private static String summary(RollbackRequest request) {
        String verb = switch (request.mode()) {
            case ROLL_BACK -> "Roll back ";
            case CONTAIN -> "Contain ";
            case REOPEN -> "Reopen ";
            case UNDO -> "Undo a rollback of ";
        };
        return cut(verb + request.service().ref() + ": " + request.cause().reason());
    }

    private static SearchAttributes searchAttributes(RollbackRequest request) {
        ServiceRef service = request.service().ref();
        var attributes = SearchAttributes.newBuilder()
                .set(SearchKeys.SERVICE, service.service())
                .set(SearchKeys.ENVIRONMENT, service.environment());
        Alert alert = request.cause().alert();
        String severity = alert == null ? null : alert.labels().get("severity");
        if (severity != null && SEVERITY.matcher(severity).matches()) {
            attributes.set(SearchKeys.SEVERITY, severity);
        }
        return attributes.build();
    }
}
