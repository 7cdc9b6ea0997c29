package dev.lastgood.workflows.triage;

import dev.lastgood.workflows.client.StartOptions;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.rollback.Rollback;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Starts a rollback from another workflow, or joins the one that runs. */
public final class Launch {
    private static final int TRIES = 30;
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private Launch() {}

    /** @param started false where it joined one that ran already */
    public record Launched(boolean started, String rollback) {}

    /**
     * Does not wait for its end, and is not undone by the end of who starts it.
     *
     * @param closing whether the one that runs is known to be just ending, and is waited for
     */
    public static Launched rollback(RollbackRequest request, boolean closing) {
        String id = request.service().ref().rollbackId();
        for (int i = 0; ; i++) {
            try {
                Rollback child = Workflow.newChildWorkflowStub(Rollback.class, StartOptions.child(request));
                Async.function(child::run, request);
                Workflow.getWorkflowExecution(child).get();
                return new Launched(true, id);
            } catch (TemporalFailure running) {
                if (Failures.isCancellation(running)) {
                    throw running;
                }
                if ((!closing || i >= TRIES) && joined(request)) {
                    return new Launched(false, id);
                }
                Workflow.sleep(AGAIN);
            }
        }
    }

    /** False where it ended in between. */
    private static boolean joined(RollbackRequest request) {
        Rollback running = Workflow.newExternalWorkflowStub(
                Rollback.class, request.service().ref().rollbackId());
        @Nullable Alert alert = request.cause().alert();
        try {
            if (request.cause().decision() == null || alert == null) {
                running.requested(request);
            } else {
                running.alert(alert);
            }
            return true;
        } catch (TemporalFailure ended) {
            if (Failures.isCancellation(ended)) {
                throw ended;
            }
            return false;
        }
    }
}
