package dev.lastgood.bench.restore;

import dev.lastgood.programs.PostgresPrograms;
import dev.lastgood.programs.PostgresServer;
import dev.lastgood.workflows.model.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A server of its own, with the database that is measured, in a folder of its own. */
final class Site implements AutoCloseable {
    static final String NAME = "shop";

    final Path folder;
    final PostgresPrograms programs;
    final PostgresServer server;
    final Runbook runbook;

    Site(Path folder, PostgresPrograms programs) {
        this.folder = folder;
        this.programs = programs;
        this.server = PostgresServer.start(
                programs,
                folder.resolve("database"),
                new PostgresServer.Options(true, 0, Map.of("max_wal_size", "4GB", "shared_buffers", "256MB")));
        this.runbook = new Runbook(programs, server, NAME);
    }

    String url() {
        return server.jdbcUrl(NAME);
    }

    Path backups() throws IOException {
        return Files.createDirectories(folder.resolve("backups"));
    }

    void drop(String database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE " + statement.enquoteIdentifier(database, true) + " WITH (FORCE)");
        }
    }

    /** @param pooler to be paused for each swap; null for none */
    Database database(@org.jspecify.annotations.Nullable PgBouncer pooler) throws IOException {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "user", "postgres",
                "backups", Map.of("folder", backups().toString(), "pattern", "shop-{time}.sql.gz"),
                "emergency", Map.of("folder", folder.resolve("emergency").toString())));
        if (pooler != null) {
            settings.put("pgbouncer", List.of(Map.of("host", "127.0.0.1", "port", pooler.port(), "user", "postgres")));
        }
        return new Database("postgresql", "127.0.0.1:" + server.port(), NAME, settings);
    }

    Path catalog() throws IOException {
        return Files.writeString(
                folder.resolve("lastgood.yml"), """
                services:
                  shop:
                    impact: degraded
                    alerts: {service: shop}
                    approval: {answer-within: 10m, drift-tolerance: 1000000}
                    database:
                      type: postgresql
                      server: "127.0.0.1:%1$d"
                      name: shop
                      user: postgres
                      backups: {folder: '%2$s', pattern: "shop-{time}.sql.gz"}
                      emergency: {folder: '%3$s'}
                      warm-shadow: {every: 24h, disk-budget: 100GB}
                    checks:
                      - name: orders
                        type: sql
                        when: [after-reopening]
                        server: "127.0.0.1:%1$d"
                        database: shop
                        user: postgres
                        query: SELECT count(*) FROM (SELECT FROM orders LIMIT 1) o
                        expect: {at-least: 1}
                    environments:
                      bench: {}
                """.formatted(server.port(), backups(), folder.resolve("emergency")));
    }

    @Override
    public void close() throws IOException {
        server.close();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
