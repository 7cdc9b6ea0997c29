package dev.lastgood.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Servers for tests, quickly: initdb runs once a JVM and major, and its result is copied. Found or obtained programs are used. */
public final class PostgresForTests {
    private static final Map<Integer, PostgresPrograms.Server> SERVERS = new HashMap<>();
    private static final Map<Integer, Path> TEMPLATES = new HashMap<>();
    private static final Map<Integer, PostgresServer> RUNNING = new HashMap<>();

    private static @Nullable PostgresPrograms programs;
    private static @Nullable PostgresServer shared;

    private PostgresForTests() {}

    public static synchronized PostgresPrograms programs() {
        if (programs == null) {
            programs = PostgresPrograms.findOrObtain(null, System.out::println);
        }
        return programs;
    }

    /** One server for all tests of the JVM, ended with it: give each test a database of its own. */
    public static synchronized PostgresServer shared() {
        if (shared == null) {
            shared = startShared(programs().requireServer(), PostgresServer.Options.forTests());
        }
        return shared;
    }

    /**
     * One server of that major, 14 to 18, for all tests of the JVM, started when it is first asked for and ended with it. Its
     * {@code wal_level} is logical, and transactions can be prepared on it.
     *
     * @throws ProgramException where the build has fetched no such server, see {@link PostgresServers}
     */
    public static synchronized PostgresServer ofMajor(int major) {
        return RUNNING.computeIfAbsent(
                major,
                it -> startShared(
                        serverOf(it),
                        PostgresServer.Options.forTests()
                                .withSetting("wal_level", "logical")
                                .withSetting("max_prepared_transactions", "4")));
    }

    /** A server of the caller's own in that folder, with the data that it holds if it holds any. */
    public static PostgresServer start(Path folder, PostgresServer.Options options) {
        return start(programs().requireServer(), folder, options);
    }

    /** As {@link #start(Path, PostgresServer.Options)}, of that major. */
    public static PostgresServer start(int major, Path folder, PostgresServer.Options options) {
        return start(serverOf(major), folder, options);
    }

    private static PostgresServer start(PostgresPrograms.Server server, Path folder, PostgresServer.Options options) {
        try {
            if (!Files.exists(folder.resolve("data"))) {
                Files.createDirectories(folder);
                FileTrees.copy(template(server), folder.resolve("data"));
            }
            return PostgresServer.start(programs().with(Optional.of(server.folder())), folder, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PostgresServer startShared(PostgresPrograms.Server server, PostgresServer.Options options) {
        Path folder = temporaryFolder();
        PostgresServer started = start(server, folder, options);
        // Hooks run side by side: the server's own one does nothing after this, or is waited for.
        ShutdownHook.add("delete-" + folder.getFileName(), () -> {
            started.close();
            FileTrees.delete(folder);
        });
        return started;
    }

    private static synchronized PostgresPrograms.Server serverOf(int major) {
        return SERVERS.computeIfAbsent(
                major,
                it -> new PostgresPrograms.Server(PostgresServers.ofThisModule().programs(it), it));
    }

    private static synchronized Path template(PostgresPrograms.Server server) throws IOException {
        Path existing = TEMPLATES.get(server.major());
        if (existing != null) {
            return existing;
        }
        Path folder = temporaryFolder();
        ShutdownHook.add("delete-" + folder.getFileName(), () -> FileTrees.delete(folder));
        PostgresData data = new PostgresData(folder.resolve("data"));
        data.create(server, OrdinaryUser.forServerIn(folder, Environment.system()), false);
        TEMPLATES.put(server.major(), data.folder());
        return data.folder();
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("lastgood-postgres-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
