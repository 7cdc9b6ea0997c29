package dev.lastgood.standalone.e2e;

import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.programs.PostgresServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** A durable PostgreSQL server of one test's own, which can be restarted, killed, and run out of disk. */
final class OwnServer implements AutoCloseable {
    private final Path folder;
    private final boolean mounted;
    private PostgresServer server;

    OwnServer(Path folder, boolean smallDisk) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        mounted = smallDisk;
        if (smallDisk) {
            Assumptions.assumeTrue(
                    run("mount", "-t", "tmpfs", "-o", "size=320m", "tmpfs", folder.toString()),
                    "a disk that can be filled is a tmpfs, which only root may mount");
        }
        start(0);
    }

    PostgresServer server() {
        return server;
    }

    void restart() {
        int port = server.port();
        server.close();
        start(port);
    }

    /** {@code kill -9} of the postmaster, whose children end themselves. */
    void kill() throws IOException {
        postmaster().ifPresent(ProcessHandle::destroyForcibly);
        postmaster().ifPresent(it -> it.onExit().join());
        restart();
    }

    void fill() throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler())) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            if (Files.getFileStore(folder).getUsableSpace() > 0) {
                throw full;
            }
        }
    }

    void makeRoom() throws IOException {
        Files.deleteIfExists(filler());
        if (postmaster().filter(ProcessHandle::isAlive).isEmpty()) {
            restart();
        }
    }

    /** All but PostgreSQL's own, with their comments. */
    Map<String, String> databases() throws SQLException {
        Map<String, String> found = new LinkedHashMap<>();
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database"
                                + " WHERE NOT datistemplate AND datname <> 'postgres' ORDER BY datname")) {
            while (rows.next()) {
                found.put(rows.getString(1), rows.getString(2));
            }
        }
        return found;
    }

    /** What Lastgood runs on it now. */
    List<String> work() throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("SELECT coalesce(string_agg(query, E'\\n---\\n'), '') FROM pg_stat_activity"
                                + " WHERE application_name LIKE 'lastgood%'")) {
            rows.next();
            return rows.getString(1).isEmpty()
                    ? List.of()
                    : List.of(rows.getString(1).split("\n---\n"));
        }
    }

    /** While it is open no database is renamed: a swap tries again and again. */
    Connection gate() throws SQLException {
        Connection gate = DriverManager.getConnection(server.jdbcUrl("postgres"));
        gate.setAutoCommit(false);
        gate.createStatement().execute("LOCK TABLE pg_database IN ACCESS SHARE MODE");
        return gate;
    }

    private void start(int port) {
        var options = PostgresServer.Options.defaults()
                .withPort(port)
                .withSetting("max_wal_size", "64MB")
                .withSetting("min_wal_size", "32MB");
        server = PostgresForTests.start(folder, options);
    }

    private Optional<ProcessHandle> postmaster() throws IOException {
        Path file = folder.resolve("data/postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0).strip()));
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        server.close();
        if (mounted) {
            run("umount", folder.toString());
        }
    }
}
