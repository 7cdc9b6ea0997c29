package dev.lastgood.activities.release;

import dev.lastgood.activities.support.ChildEnvironment;
import dev.lastgood.activities.support.Commands;
import dev.lastgood.activities.support.Commands.Command;
import dev.lastgood.activities.support.Leftover;
import dev.lastgood.activities.support.Redaction;
import dev.lastgood.activities.support.Tail;
import dev.lastgood.history.artifacts.Artifacts;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/** Commands that belong together: they write one log, which becomes an artifact whether they succeed or not. */
final class Session implements AutoCloseable {
    private static final int TAIL = 20;
    private static final long MOST = 64L * 1024 * 1024;

    private final Artifacts artifacts;
    private final RollbackRef rollback;
    private final String name;
    private final Leftover leftover;
    private final Path log;

    /**
     * @param name of the artifact
     * @param leftover where it is noted what runs
     */
    Session(Artifacts artifacts, RollbackRef rollback, String name, Leftover leftover) throws IOException {
        this.artifacts = artifacts;
        this.rollback = rollback;
        this.name = name;
        this.leftover = leftover;
        this.log = Files.createTempFile("lastgood-", ".log");
    }

    /** @throws io.temporal.failure.ApplicationFailure COMMAND_FAILED with the last lines when its exit code is not 0 */
    void run(List<String> argv, Path directory, ChildEnvironment environment, Duration timeLimit)
            throws IOException, InterruptedException {
        var command = new Command(argv, directory, environment.variables(), timeLimit);
        String shown = "$ " + command;
        Files.writeString(log, shown + "\n", StandardOpenOption.APPEND);
        try {
            int exit = Commands.run(command, log, leftover);
            if (exit != 0) {
                throw Failures.permanent(FailureType.COMMAND_FAILED, failed(command, exit, shown, environment));
            }
        } finally {
            keep(environment);
        }
    }

    /** The first line says it all in short; what the command said follows. */
    private String failed(Command command, int exit, String shown, ChildEnvironment environment) throws IOException {
        List<String> said = Tail.lines(log, TAIL, 16_384).stream()
                .filter(line -> !line.isBlank() && !line.equals(shown))
                .map(line -> Redaction.clean(line, environment.secrets()))
                .toList();
        String last = said.isEmpty() ? "" : ": " + said.get(said.size() - 1);
        return "'" + command.brief() + "' ended with exit code " + exit + last + "\nIts last lines, all of them in "
                + name + ":\n" + String.join("\n", said);
    }

    private void keep(ChildEnvironment environment) throws IOException {
        String all = String.join("\n", Tail.lines(log, Integer.MAX_VALUE, MOST)) + "\n";
        byte[] clean = Redaction.clean(all, environment.secrets()).getBytes(StandardCharsets.UTF_8);
        artifacts.put(rollback, name, new ByteArrayInputStream(clean));
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(log);
    }
}
