package dev.lastgood.workflows.triage;

import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.rollback.Rollback.Cancel;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What waits between an alert and a rollback: a veto window, a watch, a question to people. Its id is {@code
 * triage-<environment>-<service>}, which makes it the only one; the rollback's own lock stays free meanwhile.
 */
@WorkflowInterface
public interface Triage {

    @WorkflowMethod(name = "Triage")
    TriageStatus.Outcome run(Order order);

    @QueryMethod(name = "status")
    TriageStatus status();

    /** A person's answer to the open question. Fails with type {@code ANSWER_REFUSED} when it can't be taken. */
    @UpdateMethod(name = "answer")
    Taken answer(Reply reply);

    /** An alert of the same service, firing or resolved: it joins, and stands in the timeline. */
    @SignalMethod(name = "alert")
    void alert(Alert alert);

    /** Ends it; nothing is rolled back. */
    @SignalMethod(name = "cancel")
    void cancel(Cancel cancel);

    /**
     * @param request what is started if it comes to a rollback; its cause has the alert
     * @param decision what was decided about it, and why
     */
    record Order(RollbackRequest request, Decision decision) {}

    /**
     * @param questionId which question; null answers the open one
     * @param comment why; some answers need it
     * @param time with {@link Way#EXTEND} and {@link Way#HOTFIX}: how long; null is the rule's
     */
    record Reply(
            @Nullable String questionId,
            @Nullable Way way,
            String person,
            @Nullable String comment,
            @Nullable Duration time) {}

    /** What became of an answer, as a sentence. */
    record Taken(String questionId, Way way, String text) {}
}
