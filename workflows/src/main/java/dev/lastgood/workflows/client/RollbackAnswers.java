package dev.lastgood.workflows.client;

import dev.lastgood.workflows.client.RollbackProblem.Kind;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.rollback.Answer;
import dev.lastgood.workflows.rollback.Choice;
import dev.lastgood.workflows.rollback.Rollback;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Answers are updates: they need a worker, and say what was decided. */
final class RollbackAnswers {
    /** The SDK waits a minute and more for a worker; a person is told sooner. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final WorkflowClient client;

    RollbackAnswers(WorkflowClient client) {
        this.client = client;
    }

    Answer.Decided give(ServiceRef service, Answer answer, @Nullable Choice meant) {
        String update = meant == Choice.APPROVE ? "approve" : meant == Choice.REJECT ? "reject" : "answer";
        return update(service, update, Answer.Decided.class, answer);
    }

    Rollback.WatchEnded endWatch(ServiceRef service, Rollback.EndWatch end) {
        return update(service, "endWatch", Rollback.WatchEnded.class, end);
    }

    /** @return what is planned now */
    String widen(RollbackRequest wider) {
        return update(wider.service().ref(), "widen", String.class, wider);
    }

    private <T> T update(ServiceRef service, String name, Class<T> result, Object argument) {
        UpdateOptions<T> options = UpdateOptions.newBuilder(result)
                .setUpdateName(name)
                .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                .build();
        WorkflowStub stub = client.newUntypedWorkflowStub(service.rollbackId());
        try {
            WorkflowUpdateHandle<T> handle = Within.limit(LIMIT, () -> stub.startUpdate(options, argument));
            return handle.getResult(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (WorkflowUpdateException e) {
            throw Problems.refused(e);
        } catch (WorkflowUpdateTimeoutOrCancelledException e) {
            throw new RollbackProblem(
                    Kind.NO_WORKER,
                    "no worker took it within " + LIMIT.toSeconds()
                            + " s. See that a worker runs, then look at the status before" + " answering again",
                    e);
        }
    }
}
