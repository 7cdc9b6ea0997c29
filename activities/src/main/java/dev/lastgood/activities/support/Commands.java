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

    private static final int BRIEF = 60;

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

        /** For one line: the program without its folder, and as many of the last arguments as fit. */
        public String brief() {
            StringBuilder last = new StringBuilder();
            int from = argv.size();
            while (from > 1 && last.length() + argv.get(from - 1).length() < BRIEF) {
                last.insert(0, " " + argv.get(--from));
            }
            return Path.of(argv.get(0)).getFileName() + (from > 1 ? " …" : "") + last;
        }
    }

    /** As {@link #run(Command, Path)}, noting meanwhile that it runs. */
    public static int run(Command command, Path log, Leftover leftover) throws IOException, InterruptedException {
        leftover.end();
        Process process = start(command, log);
        leftover.begun(process.toHandle());
        try {
            return await(process, command);
        } finally {
            leftover.over();
        }
    }

    /** @return the exit code */
    public static int run(Command command, Path log) throws IOException, InterruptedException {
        return await(start(command, log), command);
    }

    /** Ends a process and all that it started. */
    static void end(ProcessHandle process) {
        kill(new HashSet<>(Set.of(process)));
    }

    private static int await(Process process, Command command) throws InterruptedException {
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
