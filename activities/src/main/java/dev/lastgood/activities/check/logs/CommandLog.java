package dev.lastgood.activities.check.logs;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.support.ChildEnvironment;
import dev.lastgood.activities.support.Commands;
import dev.lastgood.activities.support.Redaction;
import dev.lastgood.activities.support.Tail;
import dev.lastgood.workflows.activities.CheckActivities.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A log that a program prints, such as {@code docker logs} or {@code journalctl}. What came since is told by the times in it;
 * where it has none, all of it counts as new but for what the run before the rollback has seen.
 */
final class CommandLog {
    /** What journalctl says about the journal, such as {@code -- No entries --}: lines that nobody has logged. */
    private static final Pattern REMARK =
            Pattern.compile("-- (No entries|(Journal|Logs) begins? at .*|Boot [0-9a-f]{32}|Reboot) --");

    private final LogsCheck.Config how;
    private final Settings settings;

    CommandLog(LogsCheck.Config how, Settings settings) {
        this.how = how;
        this.settings = settings;
    }

    Reading read(Run run) throws IOException, InterruptedException {
        Instant now = Instant.now();
        Instant since = Reading.since(run);
        boolean known = run.baseline() != null && run.baseline().values().containsKey(Reading.AT);
        Instant from = known && since != null ? since : (since == null ? now : since).minus(how.before());
        Printed printed = print(from);
        Map<String, Double> position = Map.of(Reading.AT, (double) now.getEpochSecond());
        if (since == null) {
            return new Reading(printed.lines(), List.of(), false, false, position);
        }
        var split = new LogTimes(how.zone(), now).split(printed.lines(), since);
        if (split.timed()) {
            return new Reading(split.before(), split.since(), true, printed.cut(), position);
        }
        return known
                ? new Reading(List.of(), printed.lines(), true, printed.cut(), position)
                : new Reading(printed.lines(), List.of(), printed.lines().isEmpty(), printed.cut(), position);
    }

    private record Printed(List<String> lines, boolean cut) {}

    private Printed print(Instant from) throws IOException, InterruptedException {
        Instant second = from.truncatedTo(ChronoUnit.SECONDS);
        List<String> argv = how.command().stream()
                .map(it -> it.replace("{since}", second.toString())
                        .replace("{since-epoch}", String.valueOf(second.getEpochSecond())))
                .toList();
        var environment = ChildEnvironment.of(how.env(), settings);
        var command = new Commands.Command(argv, Path.of(how.directory()), environment.variables(), how.timeLimit());
        Path log = Files.createTempFile("lastgood-", ".log");
        try {
            int exit = Commands.run(command, log);
            List<String> lines = Tail.lines(log, Integer.MAX_VALUE, how.bytes().bytes()).stream()
                    .filter(it -> !REMARK.matcher(it).matches())
                    .map(it -> Redaction.clean(it, environment.secrets()))
                    .toList();
            if (exit != 0) {
                throw new IOException("'" + command.brief() + "' ended with exit code " + exit
                        + (lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1)));
            }
            return new Printed(lines, Files.size(log) > how.bytes().bytes());
        } finally {
            Files.deleteIfExists(log);
        }
    }
}
