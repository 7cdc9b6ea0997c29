package dev.lastgood.activities.support;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for the world to become as it should be. */
public final class Waiting {
    private Waiting() {}

    /** @return whether it became so in time; it is asked at least once */
    public static boolean until(BooleanSupplier so, Duration within, Duration every) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            Thread.sleep(every.toMillis());
        }
        return true;
    }
}
