package dev.lastgood.activities.support;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The sign of life of an activity, given beside its work once a second. When Temporal answers that the work is no longer
 * wanted (cancelled, or the worker stops), the work is interrupted; whoever waits for a program then ends it.
 */
public final class Pulse {
    private static final long EVERY_MILLIS = 1000;

    private final ActivityExecutionContext context;
    private final Thread worker;
    private @Nullable ActivityCompletionException unwanted;
    private boolean over;

    private Pulse(ActivityExecutionContext context, Thread worker) {
        this.context = context;
        this.worker = worker;
    }

    /** Does the work on this thread, beating meanwhile; outside of an activity it just does it. */
    public static <T> T during(Callable<T> work) {
        ActivityExecutionContext context = context();
        if (context == null) {
            return call(work);
        }
        var pulse = new Pulse(context, Thread.currentThread());
        Thread beater = new Thread(pulse::beat, "lastgood-pulse");
        beater.setDaemon(true);
        beater.start();
        try {
            return call(work);
        } catch (RuntimeException e) {
            ActivityCompletionException unwanted = pulse.end();
            if (unwanted == null) {
                throw e;
            }
            unwanted.addSuppressed(e);
            throw unwanted;
        } finally {
            pulse.end();
            beater.interrupt();
        }
    }

    private void beat() {
        try {
            while (true) {
                context.heartbeat(null);
                Thread.sleep(EVERY_MILLIS);
            }
        } catch (ActivityCompletionException e) {
            interrupt(e);
        } catch (InterruptedException e) {
            // The work is done.
        }
    }

    private synchronized void interrupt(ActivityCompletionException why) {
        if (!over) {
            unwanted = why;
            worker.interrupt();
        }
    }

    /** Also takes back an interrupt that came too late to be noticed: the thread goes on to other work. */
    @SuppressWarnings("ResultOfMethodCallIgnored")
    private synchronized @Nullable ActivityCompletionException end() {
        over = true;
        if (unwanted != null) {
            Thread.interrupted();
        }
        return unwanted;
    }

    private static <T> T call(Callable<T> work) {
        try {
            return work.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Activity.wrap(e);
        } catch (Exception e) {
            throw Activity.wrap(e);
        }
    }

    private static @Nullable ActivityExecutionContext context() {
        try {
            return Activity.getExecutionContext();
        } catch (IllegalStateException e) {
            return null;
        }
    }
}
