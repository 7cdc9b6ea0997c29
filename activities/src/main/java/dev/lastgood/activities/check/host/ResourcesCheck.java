package dev.lastgood.activities.check.host;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.check.Finding;
import dev.lastgood.activities.check.Threshold;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a process with its children, or a container, uses of processor and memory. One that does not run has failed. */
public final class ResourcesCheck implements Verification {
    private final Settings settings;

    public ResourcesCheck(Settings settings) {
        this.settings = settings;
    }

    /** Who is looked at, and the bounds. */
    public record Config(
            @Describe("A file that holds the process's number") @Nullable
            String pidFile,

            @Describe("Or a systemd unit, of which all processes count") @Nullable
            String systemdUnit,

            @Describe("Or the process's name, as 'ps -e' shows it; of several all count") @Nullable
            String process,

            @Describe("Or a container's name or id") @Nullable
            String container,

            @Describe(
                    "The program and its arguments that print a container's use as JSON; {container} stands for its name")
            @Default("[\"docker\", \"stats\", \"--no-stream\", \"--format\", \"{{json .}}\", \"{container}\"]")
            List<String> command,

            @Describe("So much of one processor at most, such as 80%; more than 100% is several") @Nullable
            String cpuBelow,

            @Describe("So much memory at most: a size such as 512MiB, or a share of what there is, such as 90%")
            @Nullable
            String memoryBelow,

            @Describe("How long a process is watched for its use of the processor") @Default("1s")
            Duration sample,

            @Describe("How long a program may take") @Default("20s")
            Duration timeLimit) {}

    @Override
    public String type() {
        return "resources";
    }

    @Override
    public Class<Config> settings() {
        return Config.class;
    }

    @Override
    public Finding ask(Run run) throws IOException, InterruptedException {
        var how = settings.bind(run.check(), Config.class);
        if (Stream.of(how.pidFile(), how.systemdUnit(), how.process(), how.container())
                        .filter(Objects::nonNull)
                        .count()
                != 1) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION, "set one of 'pid-file', 'systemd-unit', 'process' and 'container'");
        }
        if (how.cpuBelow() == null && how.memoryBelow() == null) {
            throw Failures.permanent(FailureType.CONFIGURATION, "set 'cpu-below', 'memory-below' or both");
        }
        try {
            Usage usage = how.container() == null ? new Processes(how).usage() : new Containers(how).usage();
            return judge(how, usage);
        } catch (Usage.Gone e) {
            return Finding.failed(String.valueOf(e.getMessage()));
        }
    }

    private static Finding judge(Config how, Usage usage) {
        List<Finding> findings = new ArrayList<>();
        if (how.cpuBelow() != null) {
            Threshold bound = Threshold.share("cpu-below", how.cpuBelow());
            Double cpu = usage.cpu();
            findings.add(
                    cpu == null
                            ? Finding.unknown("no data on the processor")
                            : judge("CPU " + bound.words(cpu), cpu < bound.value(), bound.toString())
                                    .with("cpu", cpu));
        }
        if (how.memoryBelow() != null) {
            findings.add(memory(how.memoryBelow(), usage));
        }
        Finding all = Finding.all(findings);
        return all.saying(usage.who() + ": " + all.detail());
    }

    private static Finding memory(String limit, Usage usage) {
        if (limit.strip().endsWith("%")) {
            Threshold bound = Threshold.share("memory-below", limit);
            Double share = usage.share();
            return share == null
                    ? Finding.unknown("no data on its share of the memory")
                    : judge("memory " + bound.words(share), share < bound.value(), bound.toString())
                            .with("memory", share);
        }
        long most = size(limit);
        Long bytes = usage.bytes();
        return bytes == null
                ? Finding.unknown("no data on its memory")
                : judge("memory " + words(bytes), bytes < most, limit).with("bytes", bytes);
    }

    private static Finding judge(String measured, boolean kept, String bound) {
        return Finding.of(kept, measured + (kept ? " is below " : ", must be below ") + bound);
    }

    private static long size(String limit) {
        try {
            return Size.parse(limit.strip()).bytes();
        } catch (IllegalArgumentException e) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    "memory-below: '" + limit + "' is neither a share such as 90% nor a size such as 512MiB");
        }
    }

    private static String words(long bytes) {
        return bytes < 1 << 30 ? Words.number(bytes / 1048576.0) + " MiB" : Words.number(bytes / 1073741824.0) + " GiB";
    }
}
