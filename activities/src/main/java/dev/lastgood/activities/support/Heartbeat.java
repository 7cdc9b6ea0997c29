package dev.lastgood.activities.support;

import io.temporal.activity.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** The sign of life of a long activity, and how it learns that it is no longer wanted. */
@FunctionalInterface
public interface Heartbeat {
    /** Temporal's, of the activity that runs on this thread. */
    Heartbeat ACTIVITY = () -> Activity.getExecutionContext().heartbeat(null);

    /** @throws io.temporal.client.ActivityCompletionException when the activity is cancelled or its worker stops */
    void beat();

    /**
     * Waits until something is so, beating once a second at least.
     *
     * @return whether it became so in time
     */
    default boolean await(BooleanSupplier so, Duration within, Duration every) throws InterruptedException {
        Instant end = Instant.now().plus(within);
        while (true) {
            beat();
            if (so.getAsBoolean()) {
                return true;
            }
            if (!Instant.now().isBefore(end)) {
                return false;
            }
            Thread.sleep(every.toMillis());
        }
    }

    /** Lets time pass, beating. */
    default void sleep(Duration time) throws InterruptedException {
        await(() -> false, time, Duration.ofMillis(Math.max(1, Math.min(500, time.toMillis()))));
    }
}
