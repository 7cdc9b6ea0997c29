package dev.lastgood.programs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Builds Temporal's command line program from its Go module, pinned by the go.mod and go.sum in our jar. */
final class TemporalBuild {
    private static final String ENTRY = "temporal-1.5.1";
    private static final String PACKAGE = "github.com/temporalio/cli/cmd/temporal";
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final int PROGRESS_SECONDS = 10;

    private final Cache cache;
    private final Environment environment;
    private final Consumer<String> say;

    TemporalBuild(Cache cache, Environment environment, Consumer<String> say) {
        this.cache = cache;
        this.environment = environment;
        this.say = say;
    }

    /** What was built before. */
    Optional<Path> cached() {
        return Optional.of(cache.path(ENTRY)).filter(Files::isExecutable);
    }

    /**
     * Empty without Go on the PATH.
     *
     * @throws IOException if the build fails, with the last lines that it printed
     */
    Optional<Path> get() throws IOException {
        Optional<Path> go = environment.onPath("go");
        return go.isEmpty() ? Optional.empty() : Optional.of(cache.get(ENTRY, target -> build(go.get(), target)));
    }

    private void build(Path go, Path target) throws IOException {
        Path module = Files.createDirectory(target.resolveSibling("module"));
        for (String file : List.of("go.mod", "go.sum", "tools.go")) {
            try (InputStream content = TemporalBuild.class.getResourceAsStream("temporal/" + file)) {
                Files.copy(Objects.requireNonNull(content, file), module.resolve(file));
            }
        }
        Path log = target.resolveSibling("build.log");
        // -v names each package when it is built; without the symbols the program is a third smaller.
        ProcessBuilder builder = new ProcessBuilder(
                go.toString(),
                "build",
                "-v",
                "-mod=readonly",
                "-buildvcs=false",
                "-ldflags=-s -w",
                "-o",
                target.toString(),
                PACKAGE);
        builder.directory(module.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("PATH", environment.get("PATH").orElse(""));
        builder.environment().put("GOWORK", "off");
        Process process = builder.start();
        try {
            int exit = waitFor(process, log);
            if (exit != 0 || !Files.isExecutable(target)) {
                throw new IOException("go build ended with " + exit + ":\n" + LogTail.of(log, 10));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private int waitFor(Process process, Path log) throws IOException {
        Instant start = Instant.now();
        say.accept("building the Temporal server once, 2–6 minutes");
        try {
            while (!process.waitFor(PROGRESS_SECONDS, TimeUnit.SECONDS)) {
                Duration elapsed = Duration.between(start, Instant.now());
                if (elapsed.compareTo(LIMIT) > 0) {
                    throw new IOException(
                            "go build did not end within " + LIMIT.toMinutes() + " minutes:\n" + LogTail.of(log, 10));
                }
                say.accept(progress(elapsed, LogTail.text(log).lines().count()));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while building", e);
        }
    }

    /** One line, for example {@code building the Temporal server once, 2–6 minutes: 1:20 so far, 640 packages fetched or built}. */
    static String progress(Duration elapsed, long steps) {
        return String.format(
                "building the Temporal server once, 2–6 minutes: %d:%02d so far, %d packages fetched or built",
                elapsed.toMinutes(), elapsed.toSecondsPart(), steps);
    }
}
