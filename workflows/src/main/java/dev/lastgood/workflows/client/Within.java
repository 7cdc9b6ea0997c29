package dev.lastgood.workflows.client;

import io.grpc.Context;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Gives all calls to Temporal that something makes one limit together. */
public final class Within {
    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "call-limits");
        thread.setDaemon(true);
        return thread;
    });

    private Within() {}

    /** What is not done by then fails as a call does that runs out of time. */
    public static <T> T limit(Duration limit, Supplier<T> calls) {
        Context.CancellableContext limited =
                Context.current().withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS, CLOCK);
        Context before = limited.attach();
        try {
            return calls.get();
        } finally {
            limited.detach(before);
            limited.cancel(null);
        }
    }
}
