package dev.lastgood.programs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** The server programs that come with Lastgood as a dependency, packed. There are no client programs among them. */
final class PostgresBundle {
    private static final String VERSION = Programs.built("postgres.bundle");

    private static final String ENTRY = "postgres-bundle-" + VERSION;

    private final Cache cache;
    private final Consumer<String> say;

    PostgresBundle(Cache cache, Consumer<String> say) {
        this.cache = cache;
        this.say = say;
    }

    int major() {
        return Integer.parseInt(VERSION.substring(0, VERSION.indexOf('.')));
    }

    /** The folder of programs that were unpacked before. */
    Optional<Path> cached() {
        return Optional.of(cache.path(ENTRY)).filter(Files::isDirectory).map(folder -> folder.resolve("bin"));
    }

    /**
     * The folder with the programs, unpacked once. Empty where there is no bundle for this kind of machine.
     *
     * @throws IOException if it can't be unpacked
     */
    Optional<Path> programs() throws IOException {
        try (InputStream archive = PostgresBundle.class.getResourceAsStream("/" + resource())) {
            if (archive == null) {
                return Optional.empty();
            }
            Path folder = cache.get(ENTRY, target -> {
                say.accept("unpacking the PostgreSQL server " + VERSION + " that comes with Lastgood, once");
                Files.createDirectory(target);
                Archives.unpackTarXz(archive, target);
            });
            return Optional.of(folder.resolve("bin"));
        }
    }

    private static String resource() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return "postgres-" + system + "-" + machine + ".txz";
    }
}
