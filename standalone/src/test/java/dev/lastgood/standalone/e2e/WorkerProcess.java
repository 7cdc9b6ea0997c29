package dev.lastgood.standalone.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A worker in a process of its own, and what restarts it whenever it dies, as systemd would. */
final class WorkerProcess {
    private final List<String> command;
    private final Path log;
    private boolean wanted;
    private int deaths;
    private Process process;

    WorkerProcess(List<String> command, Path log) {
        this.command = command;
        this.log = log;
    }

    synchronized void start() {
        if (!wanted) {
            wanted = true;
            spawn();
        }
    }

    /** {@code kill -9}, and nobody restarts it. */
    synchronized void stop() {
        wanted = false;
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** {@code kill -9}, and it is restarted. */
    synchronized void kill() {
        process.destroyForcibly();
    }

    synchronized long pid() {
        return process.pid();
    }

    /** How often it died of itself. */
    synchronized int deaths() {
        return deaths;
    }

    Path log() {
        return log;
    }

    private synchronized void spawn() {
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process.onExit().thenAcceptAsync(this::died);
    }

    private synchronized void died(Process dead) {
        if (wanted && dead == process) {
            deaths++;
            spawn();
        }
    }

    void end() throws InterruptedException {
        stop();
        if (process != null) {
            process.waitFor(10, TimeUnit.SECONDS);
        }
    }
}
