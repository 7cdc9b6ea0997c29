package dev.lastgood.workflows.triage;

import dev.lastgood.workflows.client.StartOptions;
import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.rollback.Rollback;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Starts a rollback or a triage from another workflow, or joins the one that runs. Does not wait for its end; what was started is
 * not undone by the end of who started it.
 */
public final class Launch {
    /** What ends between being found running and hearing of it makes room for another try. */
    private static final int TRIES = 3;

    private static final int WAITS = 30;
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private Launch() {}

    /** @param run of what was started; null where it joined what ran already */
    public record Launched(@Nullable String run) {
        private static final Launched JOINED = new Launched(null);

        public boolean started() {
            return run != null;
        }
    }

    /** Null where it could neither be started nor joined. */
    public static @Nullable Launched rollback(RollbackRequest request) {
        for (int i = 0; i < TRIES; i++) {
            String run = begunRollback(request);
            if (run != null) {
                return new Launched(run);
            }
            if (joinedRollback(request)) {
                return Launched.JOINED;
            }
        }
        return null;
    }

    /**
     * As {@link #rollback}, for as long as it takes.
     *
     * @param closing whether the one that runs is known to be just ending, and is waited for
     */
    public static Launched rollbackInTheEnd(RollbackRequest request, boolean closing) {
        for (int i = 0; ; i++) {
            String run = begunRollback(request);
            if (run != null) {
                return new Launched(run);
            }
            if ((!closing || i >= WAITS) && joinedRollback(request)) {
                return Launched.JOINED;
            }
            Workflow.sleep(AGAIN);
        }
    }

    /**
     * Null where it could neither be started nor joined.
     *
     * @param request its cause has the alert
     */
    public static @Nullable Launched triage(RollbackRequest request, Decision decision) {
        Alert alert = Objects.requireNonNull(request.cause().alert());
        ServiceRef service = request.service().ref();
        for (int i = 0; i < TRIES; i++) {
            Triage child = Workflow.newChildWorkflowStub(Triage.class, StartOptions.triageChild(request, decision));
            Async.function(child::run, new Triage.Order(request, decision));
            String run = begun(child);
            if (run != null) {
                return new Launched(run);
            }
            Triage running = Workflow.newExternalWorkflowStub(Triage.class, service.triageId());
            if (heard(() -> running.alert(alert))) {
                return Launched.JOINED;
            }
        }
        return null;
    }

    private static @Nullable String begunRollback(RollbackRequest request) {
        Rollback child = Workflow.newChildWorkflowStub(Rollback.class, StartOptions.child(request));
        Async.function(child::run, request);
        return begun(child);
    }

    private static boolean joinedRollback(RollbackRequest request) {
        Rollback running = Workflow.newExternalWorkflowStub(
                Rollback.class, request.service().ref().rollbackId());
        Alert alert = request.cause().alert();
        return request.cause().decision() == null || alert == null
                ? heard(() -> running.requested(request))
                : heard(() -> running.alert(alert));
    }

    /** The child's run; null where another has its id. */
    private static @Nullable String begun(Object child) {
        try {
            return Workflow.getWorkflowExecution(child).get().getRunId();
        } catch (TemporalFailure runsAlready) {
            Failures.rethrowCancellation(runsAlready);
            return null;
        }
    }

    /** False where what ran has ended in between. */
    private static boolean heard(Runnable signal) {
        try {
            signal.run();
            return true;
        } catch (TemporalFailure ended) {
            Failures.rethrowCancellation(ended);
            return false;
        }
    }
}
