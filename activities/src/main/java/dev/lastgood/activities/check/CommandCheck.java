package dev.lastgood.activities.check;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.support.ChildEnvironment;
import dev.lastgood.activities.support.Commands;
import dev.lastgood.activities.support.Redaction;
import dev.lastgood.activities.support.Tail;
import dev.lastgood.activities.support.Words;
import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.workflows.activities.CheckActivities.Run;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Smoke tests: a program whose exit code, and where asked for its output, is the verdict. */
public final class CommandCheck implements Verification {
    /** A text is looked for in so many of the last bytes that the program printed. */
    private static final long SEARCHED = 1 << 20;

    private final Settings settings;

    public CommandCheck(Settings settings) {
        this.settings = settings;
    }

    /** What is run, and where. */
    public record Config(
            @Describe("The program and its arguments") List<String> argv,

            @Describe("The folder it runs in") @Default("/") String directory,

            @Describe("Its environment variables; env:NAME and file:/path are references to secrets") @Default("{}")
            Map<String, String> env,

            @Describe("How long it may take") @Default("2m") Duration timeLimit,

            @Describe("The exit codes that pass") @Default("[0]")
            List<Integer> exitCodes,

            @Describe("A text that must stand in what it prints") @Nullable
            String contains,

            @Describe("A text that must not stand in what it prints") @Nullable
            String lacks) {}

    @Override
    public String type() {
        return "command";
    }

    @Override
    public Class<Config> settings() {
        return Config.class;
    }

    @Override
    public Finding ask(Run run) throws IOException, InterruptedException {
        var how = settings.bind(run.check(), Config.class);
        var environment = ChildEnvironment.of(how.env(), settings);
        var command =
                new Commands.Command(how.argv(), Path.of(how.directory()), environment.variables(), how.timeLimit());
        Path log = Files.createTempFile("lastgood-", ".log");
        try {
            long begun = System.nanoTime();
            int exit = Commands.run(command, log);
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            Finding finding = judge(how, command, exit, took, log);
            return finding.saying(Redaction.clean(finding.detail(), environment.secrets()))
                    .with("seconds", took.toMillis() / 1000.0);
        } catch (ApplicationFailure e) {
            if (Failures.type(e) == FailureType.COMMAND_FAILED) {
                return Finding.failed(e.getOriginalMessage());
            }
            throw e;
        } finally {
            Files.deleteIfExists(log);
        }
    }

    private static Finding judge(Config how, Commands.Command command, int exit, Duration took, Path log)
            throws IOException {
        String printed = String.join("\n", Tail.lines(log, Integer.MAX_VALUE, SEARCHED));
        List<String> wrong = new ArrayList<>();
        if (!how.exitCodes().contains(exit)) {
            wrong.add("ended with exit code " + exit + " after " + Words.of(took) + expected(how));
        }
        if (how.contains() != null && !printed.contains(how.contains())) {
            wrong.add("did not print '" + how.contains() + "'");
        }
        if (how.lacks() != null && printed.contains(how.lacks())) {
            wrong.add("printed '" + how.lacks() + "'");
        }
        String name = "'" + command.brief() + "' ";
        return wrong.isEmpty()
                ? Finding.passed(name + (exit == 0 ? "succeeded" : "ended with exit code " + exit + ", as expected,")
                        + " in " + Words.of(took))
                : Finding.failed(name + String.join(", ", wrong) + last(Tail.lines(log, 10, 4096)));
    }

    /** On lines of their own: where there is room for one line only, it says all that it says. */
    private static String last(List<String> lines) {
        return lines.isEmpty() ? "" : "\nIts last lines:\n" + String.join("\n", lines);
    }

    private static String expected(Config how) {
        return how.exitCodes().equals(List.of(0))
                ? ""
                : ", expected " + how.exitCodes().stream().map(String::valueOf).collect(Collectors.joining(" or "));
    }
}
