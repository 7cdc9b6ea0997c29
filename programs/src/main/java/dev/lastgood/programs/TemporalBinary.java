package dev.lastgood.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds Temporal's command line program, which holds the development server, or gets it. */
final class TemporalBinary {
    private static final Logger LOG = LoggerFactory.getLogger(TemporalBinary.class);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Environment environment;
    private final Consumer<String> say;
    private final TemporalDownload download;
    private final TemporalBuild build;
    private final List<String> failures = new ArrayList<>();

    TemporalBinary(Environment environment, Consumer<String> say) {
        this.environment = environment;
        this.say = say;
        Cache cache = new Cache(environment.cacheFolder(), say);
        download = new TemporalDownload(cache, say);
        build = new TemporalBuild(cache, environment, say);
    }

    /** One way to get the program; empty when it does not apply. */
    private interface Way {
        Optional<Path> get() throws IOException;
    }

    /** @throws ProgramException if no way works: with what was tried, and what people can do */
    Path get() {
        return onPath().or(build::cached)
                .or(download::cached)
                .or(() -> tryTo("download it", download::get))
                .or(() -> tryTo("build it with Go", build::get))
                .orElseThrow(
                        () -> new ProgramException("A Temporal server is needed, and none was found or could be had"
                                + " (TEMPORAL_ADDRESS is not set; no temporal on the PATH; none in "
                                + environment.cacheFolder()
                                + "; " + String.join("; ", failures)
                                + "). Do one of these: set TEMPORAL_ADDRESS to a running"
                                + " server; install Temporal's command line program (brew install temporal, or see"
                                + " https://docs.temporal.io/cli) so that temporal is on the PATH; or install Go, with which"
                                + " Lastgood builds it once in 2–6 minutes."));
    }

    private Optional<Path> onPath() {
        return environment.onPath("temporal").filter(TemporalBinary::runs);
    }

    // A version manager's placeholder on the PATH exists without anything behind it.
    private static boolean runs(Path program) {
        try {
            Command.Result result = Command.run(LIMIT, List.of(program.toString(), "--version"));
            if (result.ok()) {
                return true;
            }
            LOG.warn(
                    "{} is left out, as it does not run: {}",
                    program,
                    result.output().strip());
        } catch (ProgramException e) {
            LOG.warn("{} is left out: {}", program, e.getMessage());
        }
        return false;
    }

    private Optional<Path> tryTo(String what, Way way) {
        try {
            Optional<Path> found = way.get().filter(Files::isExecutable);
            if (found.isEmpty()) {
                failures.add("no way to " + what + " here");
            }
            return found;
        } catch (IOException | RuntimeException e) {
            String failure = "could not " + what + ": " + e.getMessage();
            say.accept("Temporal server: " + failure);
            failures.add(failure);
            return Optional.empty();
        }
    }
}
