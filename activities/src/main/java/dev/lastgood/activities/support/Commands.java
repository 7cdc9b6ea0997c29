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

/**
 * Runs programs by their argument list, never by a shell. What a program writes goes to a file, so that a background process
 * it leaves (a started application) may outlive it. When its thread is interrupted (see {@link Pulse}) or
 * the time is up, the program's whole process tree goes.
 */
public final class Commands {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration EVERY = Duration.ofMillis(20);

    private Commands() {}

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
    public static int run(Command command, Path log) throws IOException, InterruptedException {
        Process process = start(command, log);
        Set<ProcessHandle> tree = new HashSet<>();
        tree.add(process.toHandle());
        boolean ended = false;
        try {
            ended = Waiting.until(() -> hasEnded(process, tree), command.timeLimit(), EVERY);
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
                    FailureType.CONFIGURATION,
                    "there is no folder " + command.directory() + " to run '" + command + "' in");
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

    /** Looks too who belongs to it: a child's parent may be gone when the tree is to be killed. */
    private static boolean hasEnded(Process process, Set<ProcessHandle> tree) {
        process.descendants().forEach(tree::add);
        return !process.isAlive();
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
