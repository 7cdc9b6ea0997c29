package dev.lastgood.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * A PostgreSQL server of our own on 127.0.0.1, whose superuser {@code postgres} needs no password. It ends with
 * {@link #close()} or with the JVM; a later start on the same folder finds its data, on the same port while that is free.
 */
public final class PostgresServer implements AutoCloseable {
    private final int port;
    private final Postmaster postmaster;
    private final FolderLock lock;
    private final ShutdownHook hook;

    /**
     * @param durable false switches fsync off: quick, and the data is lost when the machine crashes
     * @param port 0 for a free one
     * @param settings more of {@code postgresql.conf}, for example {@code wal_level}
     */
    public record Options(boolean durable, int port, Map<String, String> settings) {
        public Options {
            settings = Map.copyOf(settings);
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
            }
        }

        public static Options defaults() {
            return new Options(true, 0, Map.of());
        }

        public static Options forTests() {
            return new Options(false, 0, Map.of());
        }

        public Options withPort(int other) {
            return new Options(durable, other, settings);
        }

        public Options withSetting(String name, String value) {
            Map<String, String> more = new HashMap<>(settings);
            more.put(name, value);
            return new Options(durable, port, more);
        }
    }

    private PostgresServer(int port, Postmaster postmaster, FolderLock lock) {
        this.port = port;
        this.postmaster = postmaster;
        this.lock = lock;
        hook = ShutdownHook.add("postgres-" + port, this::stop);
    }

    /**
     * Starts a server whose data lies in {@code folder/data} and whose log is {@code folder/postgres.log}. A server that a
     * crashed JVM left running on that folder is stopped first.
     *
     * @throws ProgramException if there are no programs, the folder is in use, or the server does not start; with the last
     *     lines of its log
     * @throws UncheckedIOException if the folder can't be written
     */
    public static PostgresServer start(PostgresPrograms programs, Path folder, Options options) {
        Path absolute = folder.toAbsolutePath().normalize();
        try {
            FolderLock lock = FolderLock.take(absolute, "postgres");
            try {
                PostgresData data = new PostgresData(absolute.resolve("data"));
                PostgresPrograms.Server server =
                        data.exists() ? programs.requireServerOf(data.major()) : programs.requireServer();
                OrdinaryUser user = OrdinaryUser.forServerIn(absolute, Environment.system());
                Postmaster postmaster = new Postmaster(server, data, user, absolute.resolve("postgres.log"));
                return new PostgresServer(postmaster.start(options), postmaster, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't start PostgreSQL in " + absolute + ": " + e.getMessage(), e);
        }
    }

    public int port() {
        return port;
    }

    /** The server's major version, for {@link PostgresPrograms#requireClientFor}. */
    public int major() {
        return postmaster.server().major();
    }

    public Path logFile() {
        return postmaster.log();
    }

    /** For example {@code jdbc:postgresql://127.0.0.1:5432/shop?user=postgres}. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
    }

    /** For libpq: {@code postgresql://postgres@127.0.0.1:5432/shop}. */
    public String url(String database) {
        return "postgresql://postgres@127.0.0.1:" + port + "/" + database;
    }

    /** Creates it where it is not there yet. @throws ProgramException if the server is not reachable */
    public void ensureDatabase(String name) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"));
                PreparedStatement there = connection.prepareStatement("SELECT FROM pg_database WHERE datname = ?")) {
            there.setString(1, name);
            if (there.executeQuery().next()) {
                return;
            }
        } catch (SQLException e) {
            throw new ProgramException("Can't look for the database " + name + ": " + e.getMessage(), e);
        }
        createDatabase(name);
    }

    /** @throws ProgramException if it exists already, or the server is not reachable */
    public void createDatabase(String name) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE \"" + name.replace("\"", "\"\"") + "\"");
        } catch (SQLException e) {
            throw new ProgramException("Can't create the database " + name + ": " + e.getMessage(), e);
        }
    }

    /** Ends the sessions and stops the server; returns when it has stopped. Harmless when repeated. */
    @Override
    public void close() {
        hook.remove();
        stop();
    }

    private synchronized void stop() {
        postmaster.stop();
        lock.close();
    }
}
