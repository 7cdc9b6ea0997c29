package dev.lastgood.bench.restore;

import dev.lastgood.programs.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A PgBouncer with its default settings in front of the database, where the program is installed. */
final class PgBouncer implements AutoCloseable {
    private static final List<String> PLACES = List.of(
            "/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer", "/opt/homebrew/bin/pgbouncer");

    private final Process process;
    private final int port;

    private PgBouncer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param mode of its pools: {@code session} is the default; only {@code transaction} can be paused under clients */
    static Optional<PgBouncer> start(Site site, String mode) throws IOException {
        Path folder = site.folder.resolve("pgbouncer-" + mode);
        int port = FreePorts.any();
        Optional<String> program =
                PLACES.stream().filter(it -> Files.isExecutable(Path.of(it))).findFirst();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        Path settings = Files.writeString(Files.createDirectories(folder).resolve("pgbouncer.ini"), """
                [databases]
                * = host=127.0.0.1 port=%d user=postgres
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                auth_type = any
                admin_users = postgres
                pool_mode = %s
                ignore_startup_parameters = extra_float_digits
                unix_socket_dir =
                """.formatted(
                        site.server.port(), port, mode));
        List<String> command = new ArrayList<>(List.of(program.get(), "-q"));
        if (System.getProperty("user.name").equals("root")) {
            // It refuses to run as root, and then must be able to read its settings.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            command.addAll(List.of("-u", "nobody"));
        }
        command.add(settings.toString());
        return Optional.of(new PgBouncer(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("pgbouncer.log").toFile())
                        .start(),
                port));
    }

    int port() {
        return port;
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + Site.NAME + "?user=postgres&prepareThreshold=0";
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
