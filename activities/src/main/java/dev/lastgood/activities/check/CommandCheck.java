package dev.lastgood.activities.check;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.support.ChildEnvironment;
import dev.lastgood.activities.support.Commands;
import dev.lastgood.activities.support.Redaction;
import dev.lastgood.activities.support.Tail;
import dev.lastgood.activities.support.Words;
import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Smoke tests: a program whose exit code is the verdict. */
public final class CommandCheck implements Verification {
    private final Settings settings;

    public CommandCheck(Settings settings) {
        this.settings = settings;
    }

    /** What is run, and where. */
    public record Config(
            @Describe("The program and its arguments; exit code 0 passes")
            List<String> argv,

            @Describe("The folder it runs in") @Default("/") String directory,

            @Describe("Its environment variables; env:NAME and file:/path are references to secrets") @Default("{}")
            Map<String, String> env,

            @Describe("How long it may take") @Default("2m") Duration timeLimit) {}

    @Override
    public String type() {
        return "command";
    }

    @Override
    public Class<Config> settings() {
        return Config.class;
    }

    @Override
    public Finding ask(Check check) throws IOException, InterruptedException {
        var how = settings.bind("check '" + check.name() + "'", check.settings(), Config.class);
        var environment = ChildEnvironment.of(how.env(), settings);
        var command =
                new Commands.Command(how.argv(), Path.of(how.directory()), environment.variables(), how.timeLimit());
        Path log = Files.createTempFile("lastgood-", ".log");
        try {
            long begun = System.nanoTime();
            int exit = Commands.run(command, log);
            String took = Words.of(Duration.ofNanos(System.nanoTime() - begun));
            return exit == 0
                    ? Finding.passed("'" + command.brief() + "' succeeded in " + took)
                    : Finding.failed("'" + command.brief() + "' ended with exit code " + exit + " after " + took
                            + "; its last lines:\n"
                            + Redaction.clean(String.join("\n", Tail.lines(log, 10, 4096)), environment.secrets()));
        } catch (ApplicationFailure e) {
            if (Failures.type(e) == FailureType.COMMAND_FAILED) {
                return Finding.failed(e.getOriginalMessage());
            }
            throw e;
        } finally {
            Files.deleteIfExists(log);
        }
    }
}
