package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lastgood.programs.PostgresForTests;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real PgBouncer, where this machine has one, in front of one database, which it calls {@code front}. */
final class PgBouncerProcess implements AutoCloseable {
    static final String PASSWORD = "pgb-s3cret";

    final int port;
    private final Process process;

    PgBouncerProcess(Path folder, Patient patient, String poolMode, String authentication) throws Exception {
        Path program = program();
        assumeTrue(program != null, "no pgbouncer on this machine (apt install pgbouncer)");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path users = Files.writeString(folder.resolve("users.txt"), "\"postgres\" \"" + PASSWORD + "\"\n");
        Path settings = Files.writeString(
                folder.resolve("pgbouncer.ini"),
                String.join(
                        "\n",
                        "[databases]",
                        "front = host=127.0.0.1 port=" + patient.server.port() + " dbname=" + patient.name,
                        "[pgbouncer]",
                        "listen_addr = 127.0.0.1",
                        "listen_port = " + port,
                        "unix_socket_dir =",
                        "auth_type = " + authentication,
                        "auth_file = " + users,
                        "admin_users = postgres",
                        "pool_mode = " + poolMode,
                        ""));
        // It refuses to run as root, and drops to another user who has to read its files.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> command = new ArrayList<>(List.of(program.toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("-u", "nobody"));
        }
        command.add(settings.toString());
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pgbouncer.log").toFile())
                .start();
        Awaitility.await().ignoreExceptions().until(() -> {
            connect().close();
            return true;
        });
    }

    Map<String, Object> settings() {
        return Map.of(
                "host",
                "127.0.0.1",
                "port",
                port,
                "user",
                "postgres",
                "password",
                "env:PGB_PASSWORD",
                "database",
                "front");
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url("front"), "postgres", PASSWORD);
    }

    boolean isPaused() throws Exception {
        List<String> lines = console("SHOW DATABASES");
        List<String> columns = List.of(lines.get(0).split("\\|", -1));
        for (String line : lines) {
            List<String> row = List.of(line.split("\\|", -1));
            if (row.get(0).equals("front")) {
                return row.get(columns.indexOf("paused")).equals("1");
            }
        }
        throw new AssertionError("it does not know its database");
    }

    void pause() throws Exception {
        console("PAUSE front");
    }

    private List<String> console(String command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        PostgresForTests.programs()
                                .client()
                                .orElseThrow()
                                .program("psql")
                                .toString(),
                        "-XAw",
                        "-c",
                        command,
                        "postgresql://postgres@127.0.0.1:" + port + "/pgbouncer?sslmode=disable")
                .redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", PASSWORD);
        Process psql = builder.start();
        List<String> lines = new String(psql.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(psql.waitFor()).as("%s", lines).isZero();
        return lines;
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?preferQueryMode=simple&sslmode=disable";
    }

    private static Path program() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")).map(Path::of), Stream.of(Path.of("/usr/sbin")))
                .map(it -> it.resolve("pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
