package dev.lastgood.standalone.demo;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C: interrupts the thread that made this, and lets the JVM end when that thread has put everything away. */
final class Stop implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final Thread worker = Thread.currentThread();
    private final CountDownLatch away = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop-demo");
    private volatile boolean asked;
    private boolean puttingAway;

    private Stop() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static Stop onCtrlC() {
        return new Stop();
    }

    boolean asked() {
        return asked;
    }

    /** From here on the worker puts things away, and is not to be interrupted any more. */
    synchronized void puttingAway() {
        puttingAway = true;
        Thread.interrupted();
    }

    private synchronized void interrupt() {
        if (!puttingAway) {
            worker.interrupt();
        }
    }

    private void stop() {
        asked = true;
        try {
            // Again and again, as what the worker is in may swallow one.
            for (int second = 0; second < PATIENCE_SECONDS; second++) {
                interrupt();
                if (away.await(1, TimeUnit.SECONDS)) {
                    return;
                }
            }
            System.err.println("Not everything could be ended in time. It is at:");
            List.of(worker.getStackTrace()).forEach(System.err::println);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        away.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // Ctrl-C brought us here.
        }
    }
}
