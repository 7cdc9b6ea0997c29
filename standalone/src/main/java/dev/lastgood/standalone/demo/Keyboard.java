package dev.lastgood.standalone.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a person types, read on a thread of its own: so that the question can be answered elsewhere meanwhile. */
final class Keyboard {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final InputStream in;
    private volatile boolean ended;
    private boolean reading;

    Keyboard(InputStream in) {
        this.in = in;
    }

    /** A line, without what surrounds it; empty when none came in time. */
    Optional<String> line(Duration within) throws InterruptedException {
        if (!reading) {
            reading = true;
            Thread thread = new Thread(this::read, "keyboard");
            thread.setDaemon(true);
            thread.start();
        }
        return Optional.ofNullable(lines.poll(within.toMillis(), TimeUnit.MILLISECONDS))
                .map(String::strip);
    }

    /** Whether nobody can type any more. */
    boolean ended() {
        return ended && lines.isEmpty();
    }

    private void read() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException closed) {
            // As if nobody typed any more.
        }
        ended = true;
    }
}
