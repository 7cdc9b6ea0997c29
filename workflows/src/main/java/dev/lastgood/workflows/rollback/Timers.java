package dev.lastgood.workflows.rollback;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Supplier;

/** Timers that say what they wait for, and that go when they are no longer needed. */
public final class Timers {
    private Timers() {}

    /** Waits for the condition, at most so long. Returns whether it came true. */
    public static boolean await(Duration atMost, String summary, Supplier<Boolean> condition) {
        if (condition.get()) {
            return true;
        }
        Running timer = start(atMost, summary);
        try {
            Workflow.await(() -> condition.get() || timer.promise().isCompleted());
            return condition.get();
        } finally {
            timer.cancel();
        }
    }

    static Running start(Duration duration, String summary) {
        @SuppressWarnings("unchecked")
        Promise<Void>[] promise = new Promise[1];
        CancellationScope scope = Workflow.newCancellationScope(() -> promise[0] = Workflow.newTimer(
                duration, TimerOptions.newBuilder().setSummary(summary).build()));
        scope.run();
        return new Running(promise[0], scope);
    }

    /** A timer under way. */
    record Running(Promise<Void> promise, CancellationScope scope) {
        void cancel() {
            scope.cancel();
        }
    }
}
