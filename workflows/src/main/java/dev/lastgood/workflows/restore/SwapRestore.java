package dev.lastgood.workflows.restore;

import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Shadow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** Measures again what was approved, and swaps if it still holds; or swaps back. */
@WorkflowInterface
public interface SwapRestore {
    @WorkflowMethod(name = "SwapRestore")
    Result swap(Command command);

    /** Which way. */
    enum Direction {
        IN,
        BACK
    }

    /** @param approved what the person saw; null when swapping back */
    record Command(
            RollbackRef rollback,
            Database database,
            Direction direction,
            Shadow shadow,
            @Nullable Backup backup,
            @Nullable Comparison approved,
            long driftTolerance,
            @Nullable String taskQueue) {}

    /**
     * @param swapped whether the other side stands, by this try or an earlier one whose answer was lost
     * @param drifted the new numbers, when live has moved past the tolerance and nothing was swapped
     */
    record Result(boolean swapped, @Nullable Comparison drifted, String detail) {}
}
