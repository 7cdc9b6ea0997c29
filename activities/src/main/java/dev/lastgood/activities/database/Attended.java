package dev.lastgood.activities.database;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Long work under the eyes of Temporal: it runs on a thread of its own while the activity's thread heartbeats how far it
 * is. When the activity is cancelled or given up, whatever the work opened is stopped, and only when the work has ended does
 * the activity end too, so that nothing is written after it.
 */
public final class Attended {
    private static final long BEAT_MILLIS = 500;

    private final Deque<Runnable> stops = new ArrayDeque<>();
    private final Optional<String> earlier;
    private volatile String progress = "";
    private boolean stopped;

    private Attended(Optional<String> earlier) {
        this.earlier = earlier.filter(it -> !it.isEmpty());
    }

    /** Work that says how far it is and registers how to stop it. */
    public interface Work<T> {
        T run(Attended attended) throws Exception;
    }

    /** Must be called on an activity's thread. @throws ActivityCompletionException when cancelled */
    public static <T> T run(Work<T> work) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        Attended attended = new Attended(context.getHeartbeatDetails(String.class));
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> attended.complete(work, result), "attended");
        thread.setDaemon(true);
        thread.start();
        try {
            return attended.await(context, result);
        } finally {
            attended.stop(thread);
        }
    }

    /** What the next heartbeat says, such as {@code restoring shop.sql.gz, 40 %}. */
    public void at(String progress) {
        this.progress = progress;
    }

    /** What an earlier attempt, which was stopped in the middle, last said of itself. */
    public Optional<String> earlier() {
        return earlier;
    }

    /** Registers how to stop what was just started; called at once when the work is to stop already. */
    public synchronized void onStop(Runnable stop) {
        if (stopped) {
            stop.run();
        } else {
            stops.push(stop);
        }
    }

    private <T> void complete(Work<T> work, CompletableFuture<T> result) {
        try {
            result.complete(work.run(this));
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    private <T> T await(ActivityExecutionContext context, CompletableFuture<T> result) {
        while (true) {
            try {
                return result.get(BEAT_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                context.heartbeat(progress);
            } catch (ExecutionException e) {
                throw Activity.wrap(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Activity.wrap(e);
            }
        }
    }

    private void stop(Thread thread) {
        synchronized (this) {
            stopped = true;
            stops.forEach(Runnable::run);
        }
        thread.interrupt();
        boolean interrupted = Thread.interrupted();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
