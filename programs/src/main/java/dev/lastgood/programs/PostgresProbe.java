package dev.lastgood.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whether a folder holds a whole set of programs, and of which major version they are. */
final class PostgresProbe {
    static final List<String> SERVER = List.of("postgres", "initdb", "pg_ctl");
    static final List<String> CLIENT = List.of("pg_dump", "pg_restore", "psql");

    private static final Logger LOG = LoggerFactory.getLogger(PostgresProbe.class);
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private PostgresProbe() {}

    /** Empty when one of the programs is missing, or the first of them does not run. */
    static OptionalInt major(Path folder, List<String> programs) {
        if (!programs.stream().allMatch(program -> isReal(folder.resolve(program)))) {
            return OptionalInt.empty();
        }
        return version(folder.resolve(programs.get(0)));
    }

    static boolean holdsAny(Path folder) {
        return major(folder, SERVER).isPresent() || major(folder, CLIENT).isPresent();
    }

    // Debian's wrapper chooses a version by the local clusters, not by the server that is asked; the programs it wraps
    // are
    // among the usual folders.
    private static boolean isReal(Path program) {
        try {
            return Files.isExecutable(program)
                    && !Files.isDirectory(program)
                    && !program.toRealPath().endsWith("pg_wrapper");
        } catch (IOException e) {
            return false;
        }
    }

    private static OptionalInt version(Path program) {
        try {
            Command.Result result = Command.run(LIMIT, List.of(program.toString(), "--version"));
            Matcher matcher = VERSION.matcher(result.output());
            if (result.ok() && matcher.find()) {
                return OptionalInt.of(Integer.parseInt(matcher.group(1)));
            }
            LOG.info(
                    "{} is left out, as it does not tell its version: {}",
                    program,
                    result.output().strip());
        } catch (ProgramException e) {
            LOG.info("{} is left out: {}", program, e.getMessage());
        }
        return OptionalInt.empty();
    }
}
