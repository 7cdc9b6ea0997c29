package dev.lastgood.programs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a short-lived program and collects what it prints. */
final class Command {
    private Command() {}

    /** Exit code, and standard output and error together. */
    record Result(int exit, String output) {
        boolean ok() {
            return exit == 0;
        }
    }

    /**
     * Waits for the end of the program, and kills it after {@code limit}.
     *
     * @throws ProgramException if it can't be started, or did not end in time
     */
    static Result run(Duration limit, List<String> command) {
        return run(limit, new ProcessBuilder(command));
    }

    static Result run(Duration limit, ProcessBuilder builder) {
        Path output = null;
        try {
            // A file, not a pipe: a daemon that the program leaves behind would keep a pipe open.
            output = Files.createTempFile("lastgood-", ".out");
            Process process = builder.redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(output.toFile())
                    .start();
            int exit = waitFor(process, limit, builder.command());
            return new Result(exit, LogTail.text(output));
        } catch (IOException e) {
            throw new ProgramException("Can't run " + builder.command().get(0) + ": " + e.getMessage(), e);
        } finally {
            FileTrees.delete(output);
        }
    }

    private static int waitFor(Process process, Duration limit, List<String> command) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new ProgramException("Stopped waiting for " + String.join(" ", command) + " (at most " + limit.toSeconds()
                + " s are allowed)");
    }
}
