package dev.lastgood.workflows.noted;

import dev.lastgood.workflows.support.Ports;
import io.temporal.workflow.Async;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Puts a decision on record, and tells people where it says so. Durable before anybody looks at it. */
@WorkflowInterface
public interface NoteDecision {
    @WorkflowMethod(name = "NoteDecision")
    String note(Noted noted);

    /**
     * From another workflow, which neither waits for it nor takes it along when it ends.
     *
     * @param suffix tells what is noted later of the same decision from what was noted first
     * @return done when it has begun: who ends before that may leave nothing behind
     */
    static Promise<Void> beside(Noted noted, String suffix) {
        CompletablePromise<Void> begun = Workflow.newPromise();
        Workflow.newDetachedCancellationScope(() -> {
                    NoteDecision child = Workflow.newChildWorkflowStub(
                            NoteDecision.class, Ports.outliving(noted.id() + suffix, "Keep what was decided"));
                    Async.function(child::note, noted);
                    begun.completeFrom(Workflow.getWorkflowExecution(child).handle((execution, runsAlready) -> null));
                })
                .run();
        return begun;
    }
}
