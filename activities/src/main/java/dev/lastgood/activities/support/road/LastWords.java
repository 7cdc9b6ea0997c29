package dev.lastgood.activities.support.road;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Reads what a program writes to its standard error, so that it never waits for a reader, and keeps the end of it. */
public final class LastWords {
    private static final int KEPT = 4000;

    private final StringBuilder kept = new StringBuilder();
    private final Thread thread;

    public LastWords(InputStream stream) {
        thread = new Thread(() -> read(stream), "stderr");
        thread.setDaemon(true);
        thread.start();
    }

    /** All of it, once the program has ended. */
    public String toTheEnd() throws InterruptedException {
        thread.join();
        return soFar();
    }

    /** What has come within that time, where something that the program left running may go on writing. */
    String within(long millis) throws InterruptedException {
        thread.join(millis);
        return soFar();
    }

    private String soFar() {
        synchronized (kept) {
            return kept.toString().strip();
        }
    }

    private void read(InputStream stream) {
        try (var reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            char[] buffer = new char[1024];
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                keep(buffer, n);
            }
        } catch (IOException e) {
            char[] message = String.valueOf(e.getMessage()).toCharArray();
            keep(message, message.length);
        }
    }

    private void keep(char[] text, int length) {
        synchronized (kept) {
            kept.append(text, 0, length);
            kept.delete(0, Math.max(0, kept.length() - KEPT));
        }
    }
}
