package dev.lastgood.activities.support;

import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs by their argument list, never by a shell. What a program writes goes to a file, so that a background process
 * it leaves (a started application) may outlive it. When the activity is cancelled, its worker stops or the time is up, the
 * program's whole process tree goes.
 */
public final class Commands {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Heartbeat heartbeat;

    public Commands(Heartbeat heartbeat) {
        this.heartbeat = heartbeat;
    }

    /**
     * @param argv the program and its arguments
     * @param environment all that the program sees
     */
    public record Command(List<String> argv, Path directory, Map<String, String> environment, Duration timeLimit) {
        @Override
        public String toString() {
            return String.join(" ", argv);
        }
    }

    /** @return the exit code */
    public int run(Command command, Path log) throws IOException, InterruptedException {
        Process process = start(command, log);
        Set<ProcessHandle> tree = new HashSet<>();
        tree.add(process.toHandle());
        boolean ended = false;
        try {
            ended = heartbeat.await(
                    () -> hasEnded(process, tree), command.timeLimit(), Duration.ofMillis(1));
        } finally {
            if (!ended) {
                kill(tree);
            }
        }
        if (!ended) {
            throw Failures.permanent(
                    FailureType.COMMAND_FAILED,
                    "'" + command + "' was stopped after " + Words.of(command.timeLimit()) + ", its time limit");
        }
        return process.exitValue();
    }

    private static Process start(Command command, Path log) throws IOException {
        if (!Files.isDirectory(command.directory())) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION, "there is no folder " + command.directory() + " to run '" + command + "' in");
        }
        var builder = new ProcessBuilder(command.argv())
                .directory(command.directory().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    "'" + command.argv().get(0) + "' can't be run in " + command.directory()
                            + ": no such program on this worker's PATH, or not executable");
        }
    }

    /** Waits up to half a second, and looks who belongs to it: a child's parent may be gone when the tree is to be killed. */
    private static boolean hasEnded(Process process, Set<ProcessHandle> tree) {
        process.descendants().forEach(tree::add);
        try {
            return process.waitFor(500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // The sleep that follows throws.
            return false;
        }
    }

    private static void kill(Set<ProcessHandle> tree) {
        for (ProcessHandle known : Set.copyOf(tree)) {
            known.descendants().forEach(tree::add);
        }
        tree.forEach(ProcessHandle::destroy);
        long end = System.nanoTime() + GRACE.toNanos();
        boolean interrupted = Thread.interrupted();
        while (tree.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < end) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        tree.forEach(ProcessHandle::destroyForcibly);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
