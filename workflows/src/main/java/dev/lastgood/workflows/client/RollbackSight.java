package dev.lastgood.workflows.client;

import dev.lastgood.workflows.client.RollbackView.Execution;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.rollback.Rollback;
import dev.lastgood.workflows.rollback.RollbackStatus;
import dev.lastgood.workflows.rollback.Words;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowStub;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at a rollback: asks a worker for its status, and says what can be said when none answers. */
final class RollbackSight {
    private static final String NO_WORKER = "no worker answers, so how far it is can't be said";

    private static final int MOST_PAST = 20;

    private final WorkflowClient client;

    RollbackSight(WorkflowClient client) {
        this.client = client;
    }

    Optional<RollbackView> look(ServiceRef service) {
        return describe(service)
                .map(now -> view(service, now, query(now.getExecution()), new Heartbeats(client).of(now)));
    }

    Optional<RollbackView> glance(ServiceRef service) {
        return describe(service).map(now -> view(service, now, null, List.of()));
    }

    /** Also those that ended; without the ones that no worker answers for. */
    List<RollbackStatus> past(ServiceRef service) {
        try {
            return client.listExecutions("WorkflowId = '" + service.rollbackId() + "'")
                    .limit(MOST_PAST)
                    .map(it -> query(it.getExecution()))
                    .filter(Objects::nonNull)
                    .sorted(Comparator.comparing(RollbackStatus::startedAt).reversed())
                    .toList();
        } catch (RuntimeException e) {
            throw Problems.of(e, service);
        }
    }

    private Optional<WorkflowExecutionDescription> describe(ServiceRef service) {
        return Problems.found(
                service,
                () -> client.newUntypedWorkflowStub(service.rollbackId()).describe());
    }

    private @Nullable RollbackStatus query(WorkflowExecution now) {
        WorkflowStub stub = client.newUntypedWorkflowStub(now, Optional.empty());
        try {
            return stub.query("status", RollbackStatus.class);
        } catch (RuntimeException noWorkerOrOneThatFails) {

            return null;
        }
    }

    private static RollbackView view(
            ServiceRef service,
            WorkflowExecutionDescription now,
            @Nullable RollbackStatus status,
            List<String> progress) {
        Execution execution = execution(now.getStatus());
        List<String> left = status == null ? leftInMemo(now) : status.left();
        Instant closed = execution == Execution.RUNNING ? null : now.getCloseTime();
        return new RollbackView(
                service,
                now.getExecution().getWorkflowId(),
                execution,
                note(execution, status),
                todo(execution, left, status),
                now.getStartTime(),
                closed,
                Running.of(now),
                status,
                progress,
                "true".equals(now.getMemo(Rollback.UNTOUCHED, String.class)));
    }

    private static String note(Execution execution, @Nullable RollbackStatus status) {
        if (status != null && status.outcome() != null) {
            return Words.of(status.outcome().kind()) + ": " + status.outcome().summary();
        }
        return switch (execution) {
            case RUNNING -> status == null ? "running; " + NO_WORKER : running(status);
            case ENDED -> "ended" + (status == null ? "; no worker answers, so its outcome can't be said" : "");
            case CANCELLED -> "cancelled";
            case FAILED -> "failed, which a rollback never should: its history in Temporal says why";
            case TERMINATED -> "terminated from outside, so nothing was undone";
        };
    }

    private static String running(RollbackStatus status) {
        return status.question() == null
                ? "running, phase " + status.phase().words()
                : "waits for an answer to " + status.question().id() + ": "
                        + status.question().text();
    }

    private static List<String> todo(Execution execution, List<String> left, @Nullable RollbackStatus status) {
        List<String> todo = new ArrayList<>();
        if (execution == Execution.RUNNING) {
            if (status == null) {
                todo.add("see that a worker runs and reaches Temporal; the rollback goes on by itself then");
            }
            return todo;
        }
        left.forEach(it -> todo.add("left: " + it));
        if (execution == Execution.TERMINATED) {
            todo.add(
                    left.isEmpty()
                            ? "nothing is known to be left; check the service, and start again if it is still needed"
                            : "look at what is left, then start a rollback again to finish it, or reopen the service when"
                                    + " it is well");
        }
        return todo;
    }

    /** The workflow keeps it there, as a terminated one can't be queried. */
    private static List<String> leftInMemo(WorkflowExecutionDescription now) {
        String left = (String) now.getMemo("left", String.class);
        return left == null ? List.of() : left.lines().toList();
    }

    private static Execution execution(WorkflowExecutionStatus status) {
        return switch (status) {
            case WORKFLOW_EXECUTION_STATUS_RUNNING, WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW -> Execution.RUNNING;
            case WORKFLOW_EXECUTION_STATUS_COMPLETED -> Execution.ENDED;
            case WORKFLOW_EXECUTION_STATUS_CANCELED -> Execution.CANCELLED;
            case WORKFLOW_EXECUTION_STATUS_TERMINATED, WORKFLOW_EXECUTION_STATUS_TIMED_OUT -> Execution.TERMINATED;
            default -> Execution.FAILED;
        };
    }
}
