package dev.lastgood.standalone.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C: interrupts the thread that made this, and lets the JVM end when that thread has put everything away. */
final class Stop implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final Thread worker = Thread.currentThread();
    private final CountDownLatch away = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop-demo");
    private volatile boolean asked;

    private Stop() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static Stop onCtrlC() {
        return new Stop();
    }

    boolean asked() {
        return asked;
    }

    private void stop() {
        asked = true;
        worker.interrupt();
        try {
            if (!away.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("Not everything could be ended in time.");
            }
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
