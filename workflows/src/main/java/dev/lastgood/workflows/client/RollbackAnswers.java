package dev.lastgood.workflows.client;

import dev.lastgood.workflows.client.RollbackProblem.Kind;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.rollback.Answer;
import dev.lastgood.workflows.rollback.Choice;
import io.grpc.Context;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Answers are updates: they need a worker, and say what was decided. */
final class RollbackAnswers {
    /** The SDK waits a minute and more for a worker; a person is told sooner. */
    private static final int SECONDS = 10;

    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "answer-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    private final WorkflowClient client;

    RollbackAnswers(WorkflowClient client) {
        this.client = client;
    }

    Answer.Decided give(ServiceRef service, Answer answer, @Nullable Choice meant) {
        String update = meant == Choice.APPROVE ? "approve" : meant == Choice.REJECT ? "reject" : "answer";
        UpdateOptions<Answer.Decided> options = UpdateOptions.newBuilder(Answer.Decided.class)
                .setUpdateName(update)
                .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                .build();
        Context.CancellableContext deadline = Context.current().withDeadlineAfter(SECONDS, TimeUnit.SECONDS, CLOCK);
        try {
            WorkflowUpdateHandle<Answer.Decided> handle = deadline.call(
                    () -> client.newUntypedWorkflowStub(service.rollbackId(), Optional.empty(), Optional.empty())
                            .startUpdate(options, answer));
            return handle.getResult(SECONDS, TimeUnit.SECONDS);
        } catch (WorkflowUpdateException e) {
            throw Problems.refused(e);
        } catch (WorkflowUpdateTimeoutOrCancelledException e) {
            throw new RollbackProblem(
                    Kind.NO_WORKER,
                    "no worker took the answer within " + SECONDS
                            + " s. See that a worker runs, then look at the status before" + " answering again",
                    e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            deadline.cancel(null);
        }
    }
}
