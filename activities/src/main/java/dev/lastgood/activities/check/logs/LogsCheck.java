package dev.lastgood.activities.check.logs;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.check.Finding;
import dev.lastgood.activities.check.Verification;
import dev.lastgood.activities.support.Words;
import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.catalog.settings.Size;
import dev.lastgood.workflows.activities.CheckActivities.Run;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** A log holds no errors since the rollback began that it did not hold before. A log that is silent is unknown. */
public final class LogsCheck implements Verification {
    private static final int SHOWN = 10;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Settings settings;

    public LogsCheck(Settings settings) {
        this.settings = settings;
    }

    /** Which log, and what is an error in it. */
    public record Config(
            @Describe("The log file") @Nullable String path,

            @Describe(
                    "Or the program and its arguments that print the log; {since} in them becomes the time from which on it"
                            + " is wanted (2026-11-21T09:52:11Z), {since-epoch} the same in seconds")
            @Default("[]")
            List<String> command,

            @Describe("The folder that the program runs in") @Default("/")
            String directory,

            @Describe("Its environment variables; env:NAME and file:/path are references to secrets") @Default("{}")
            Map<String, String> env,

            @Describe("How long it may take") @Default("30s")
            Duration timeLimit,

            @Describe("Regular expressions of lines that are errors")
            @Default("[\"(?i)error|exception|fatal|panic|traceback\"]")
            List<String> patterns,

            @Describe("Regular expressions of lines that are none") @Default("[]")
            List<String> ignore,

            @Describe("So many new errors are put up with") @Default("0")
            int atMost,

            @Describe(
                    "Whether errors that were there before the rollback, but for numbers, times and ids, are put up with")
            @Default("true")
            boolean newOnly,

            @Describe("With fewer lines since the rollback began the check is unknown; 0 where silence is usual")
            @Default("1")
            int minLines,

            @Describe("How far back a program is asked for what was there before") @Default("1h")
            Duration before,

            @Describe("At most so much is read of each: what was there before, and what came since") @Default("4MiB")
            Size bytes,

            @Describe("The time zone of times in the log that name none") @Default("UTC")
            String zone) {}

    @Override
    public String type() {
        return "logs";
    }

    @Override
    public Class<Config> settings() {
        return Config.class;
    }

    @Override
    public Finding ask(Run run) throws IOException, InterruptedException {
        var how = settings.bind(run.check(), Config.class);
        if ((how.path() == null) == how.command().isEmpty()) {
            throw Failures.permanent(FailureType.CONFIGURATION, "set either 'path' or 'command'");
        }
        var errors = new Errors(how.patterns(), how.ignore());
        Reading reading =
                how.path() == null ? new CommandLog(how, settings).read(run) : new FileLog(how, how.path()).read(run);
        Kinds known = Kinds.of(run).and(errors.in(reading.before()));
        if (!reading.located()) {
            String words = "nothing from before to compare with; it holds " + counted(known.lines(), "error") + " of "
                    + counted(known.size(), "kind") + " now";
            return Finding.unknown(words).with(reading.position()).with(known.values());
        }
        return judge(how, run, reading, errors.in(reading.since()), known);
    }

    private static Finding judge(Config how, Run run, Reading reading, List<String> found, Kinds known) {
        Map<String, List<String>> fresh = new LinkedHashMap<>();
        int count = 0;
        for (String line : found) {
            if (!how.newOnly() || !known.has(line)) {
                fresh.computeIfAbsent(Kinds.kind(line), it -> new ArrayList<>()).add(line);
                count++;
            }
        }
        String among = " among " + counted(reading.since().size(), "line") + since(run)
                + (reading.cut() ? " (of more only the last " + how.bytes().bytes() / 1024 + " KiB were read)" : "");
        if (count > how.atMost()) {
            return Finding.failed(counted(count, "new error") + among + ", expected "
                            + (how.atMost() == 0 ? "none" : "at most " + how.atMost()) + ": " + shown(fresh))
                    .with("errors", count);
        }
        if (reading.since().size() < how.minLines()) {
            return Finding.unknown("no data: " + counted(reading.since().size(), "line") + since(run) + ", at least "
                    + how.minLines() + " expected");
        }
        int put = found.size() - count;
        return Finding.passed((count == 0 ? "no new errors" : counted(count, "new error"))
                        + among
                        + (put == 0 ? "" : ", " + put + " known from before"))
                .with("errors", count);
    }

    /** The first in the first line, the others below. */
    private static String shown(Map<String, List<String>> fresh) {
        List<String> lines = new ArrayList<>();
        fresh.values().stream()
                .limit(SHOWN)
                .forEach(same -> lines.add(Words.cut(same.get(0).strip(), lines.isEmpty() ? 120 : 300)
                        + (same.size() > 1 ? " (" + same.size() + " times)" : "")));
        if (fresh.size() > SHOWN) {
            lines.add("and " + (fresh.size() - SHOWN) + " more kinds");
        }
        return String.join("\n", lines);
    }

    private static String since(Run run) {
        Instant since = Reading.since(run);
        return since == null ? "" : " since " + TIME.format(since);
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /** Tells lines that are errors. */
    private static final class Errors {
        private final List<Pattern> patterns;
        private final List<Pattern> ignore;

        Errors(List<String> patterns, List<String> ignore) {
            this.patterns =
                    patterns.stream().map(it -> compiled("patterns", it)).toList();
            this.ignore = ignore.stream().map(it -> compiled("ignore", it)).toList();
        }

        List<String> in(List<String> lines) {
            return lines.stream()
                    .filter(line -> any(patterns, line) && !any(ignore, line))
                    .toList();
        }

        private static boolean any(List<Pattern> patterns, String line) {
            return patterns.stream().anyMatch(it -> it.matcher(line).find());
        }

        private static Pattern compiled(String key, String pattern) {
            try {
                return Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                throw Failures.permanent(
                        FailureType.CONFIGURATION,
                        key + ": '" + pattern + "' is no regular expression: " + e.getDescription());
            }
        }
    }
}
