package dev.lastgood.workflows.rollback;

import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/** What runs side by side on the way forward; an undo must not begin while any of it still runs. */
final class Branches {
    private final List<Promise<Void>> begun = new ArrayList<>();

    Promise<Void> start(Functions.Proc work) {
        Promise<Void> branch = Async.procedure(work);
        begun.add(branch);
        return branch;
    }

    /** Waits until all have ended, however they did: their own steps have recorded it. */
    void settle() {
        Workflow.newDetachedCancellationScope(() -> List.copyOf(begun).forEach(Branches::await))
                .run();
    }

    private static void await(Promise<Void> branch) {
        try {
            branch.get();
        } catch (Stopped | TemporalFailure alreadyKnown) {
            // Recorded where it happened.
        }
    }
}
