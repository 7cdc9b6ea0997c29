package dev.lastgood.workflows.restore;

import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import dev.lastgood.workflows.support.Ports;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/** The lock on what services share is a child's id: started already means that another rollback holds it. */
public final class Locks {
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private Locks() {}

    /** Runs the child, waiting while another rollback holds its id; fails after five minutes with who holds it. */
    public static <T, R> R run(Class<T> type, String id, String summary, Consumer<String> say, Function<T, R> call) {
        long end = Workflow.currentTimeMillis() + PATIENCE.toMillis();
        boolean told = false;
        while (true) {
            try {
                return call.apply(Workflow.newChildWorkflowStub(type, Ports.child(id, summary)));
            } catch (ChildWorkflowFailure failure) {
                if (!(failure.getCause() instanceof WorkflowExecutionAlreadyStarted)) {
                    throw failure;
                }
            }
            if (!told) {
                say.accept("Waiting: another rollback holds " + id);
                told = true;
            }
            if (Workflow.currentTimeMillis() > end) {
                throw Failures.permanent(
                        FailureType.REFUSED, "another rollback holds " + id + "; look at the workflow of that id");
            }
            Workflow.sleep(AGAIN);
        }
    }
}
