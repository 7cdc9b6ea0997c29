package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.plan.RollbackRequest;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * One durable run that takes one service back. Its id is {@code rollback-<environment>-<service>}, which makes it the only
 * one. It ends with a typed outcome, never as a failed workflow.
 */
@WorkflowInterface
public interface Rollback {
    /** The memo's key of one that ended before it touched anything. */
    String UNTOUCHED = "untouched";

    @WorkflowMethod(name = "Rollback")
    RollbackStatus.Outcome run(RollbackRequest request);

    @QueryMethod(name = "status")
    RollbackStatus status();

    /** A person's yes to the open question. Fails with type {@code ANSWER_REFUSED} when it can't be taken. */
    @UpdateMethod(name = "approve")
    Answer.Decided approve(Answer answer);

    /** A person's no to the open question. */
    @UpdateMethod(name = "reject")
    Answer.Decided reject(Answer answer);

    /** Any answer that the open question offers. */
    @UpdateMethod(name = "answer")
    Answer.Decided answer(Answer answer);

    /** A plain yes to the open approval, for the Temporal UI; the name stands as claimed, not proven. */
    @SignalMethod(name = "approveRestore")
    void approveRestore(@Nullable String person);

    /** An alert of the same service: it joins, and stands in the timeline. */
    @SignalMethod(name = "alert")
    void alert(Alert alert);

    /** A request for the same service: the first of them is the rollback's own, others join. */
    @SignalMethod(name = "requested")
    void requested(RollbackRequest request);

    /**
     * Takes on more of the same plan: a request that asks for what runs and for other options besides. Fails with type {@code
     * ANSWER_REFUSED} and the running phase once anything was changed.
     *
     * @return what is planned now
     */
    @UpdateMethod(name = "widen")
    String widen(RollbackRequest wider);

    /**
     * Cancels: what was changed is undone, and the rollback ends with its outcome. A cancellation from the Temporal UI does the
     * same, without a name.
     */
    @SignalMethod(name = "cancel")
    void cancel(Cancel cancel);

    record Cancel(String person, String reason) {}
}
