package dev.lastgood.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Servers for tests, quickly: initdb runs once a JVM and its result is copied. Found or obtained programs are used. */
public final class PostgresForTests {
    private static @Nullable PostgresPrograms programs;
    private static @Nullable Path template;
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
            shared = start(temporaryFolder(), PostgresServer.Options.forTests());
        }
        return shared;
    }

    /** A server of the caller's own in that folder, with the data that it holds if it holds any. */
    public static PostgresServer start(Path folder, PostgresServer.Options options) {
        try {
            if (!Files.exists(folder.resolve("data"))) {
                Files.createDirectories(folder);
                FileTrees.copy(template(), folder.resolve("data"));
            }
            return PostgresServer.start(programs(), folder, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized Path template() throws IOException {
        if (template == null) {
            Path folder = temporaryFolder();
            PostgresData data = new PostgresData(folder.resolve("data"));
            OrdinaryUser user = OrdinaryUser.forServerIn(folder, Environment.system());
            data.create(programs().requireServer(), user, false);
            template = data.folder();
        }
        return template;
    }

    private static Path temporaryFolder() {
        try {
            Path folder = Files.createTempDirectory("lastgood-postgres-");
            ShutdownHook.add("delete-" + folder.getFileName(), () -> deleteWhenStopped(folder));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Hooks run side by side: the server's own one does nothing after this, or is waited for.
    private static void deleteWhenStopped(Path folder) {
        PostgresServer server = shared;
        if (server != null) {
            server.close();
        }
        FileTrees.delete(folder);
    }
}
