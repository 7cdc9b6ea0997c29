package dev.lastgood.bench.restore;

import dev.lastgood.programs.PostgresPrograms;
import dev.lastgood.programs.PostgresServer;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Shadow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** All measurements at one size, the two ways side by side. */
final class Run implements AutoCloseable {
    private static final String NAME = "shop";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss");

    private final Path folder;
    private final PostgresPrograms programs;
    private final PostgresServer server;
    private final Runbook runbook;
    private final Consumer<String> say;
    private final double gigabytes;
    private final int swaps;
    private final int rounds;

    Run(Path folder, PostgresPrograms programs, double gigabytes, int swaps, int rounds, Consumer<String> say) {
        this.folder = folder;
        this.programs = programs;
        this.gigabytes = gigabytes;
        this.swaps = swaps;
        this.rounds = rounds;
        this.say = say;
        this.server = PostgresServer.start(
                programs,
                folder.resolve("database"),
                new PostgresServer.Options(true, 0, Map.of("max_wal_size", "4GB", "shared_buffers", "256MB")));
        this.runbook = new Runbook(programs, server, NAME);
    }

    Figures measure() throws IOException, InterruptedException, SQLException {
        server.ensureDatabase(NAME);
        long bytes = Data.build(url(), gigabytes);
        say.accept("%.1f GB: a database of %,d MB is built".formatted(gigabytes, bytes >> 20));
        Path backups = Files.createDirectories(folder.resolve("backups"));
        Path file = backups.resolve("shop-" + TIME.format(Instant.now().atOffset(ZoneOffset.UTC)) + ".sql.gz");
        double runbookBackup = runbook.backup(file);
        Instant damagedSince = Instant.now().plusSeconds(1);
        say.accept("pg_dump | gzip: %.1f s, %,d MB".formatted(runbookBackup, Files.size(file) >> 20));

        var loads = new ArrayList<Double>();
        var restores = new ArrayList<Double>();
        try (Parts parts = new Parts(programs, database(backups))) {
            double emergency;
            double compare;
            Slowdown slowdown;
            Swaps.Seen swapped;
            Backup backup = parts.choose(Parts.rollback(1));
            for (int round = 1; round <= rounds; round++) {
                loads.add(psql(file));
                long begun = System.nanoTime();
                parts.restore(Parts.rollback(round), backup);
                restores.add(Runbook.seconds(begun));
                say.accept("restored: psql %.1f s, Lastgood %.1f s"
                        .formatted(loads.get(round - 1), restores.get(round - 1)));
                if (round > 1) {
                    parts.drop(Parts.rollback(round));
                }
            }
            Shadow shadow = parts.restore(Parts.rollback(1), backup);
            long begun = System.nanoTime();
            parts.emergencyBackup(Parts.rollback(1));
            emergency = Runbook.seconds(begun);
            begun = System.nanoTime();
            parts.compare(Parts.rollback(1), shadow, backup);
            compare = Runbook.seconds(begun);
            say.accept("emergency backup %.1f s, comparison %.1f s".formatted(emergency, compare));
            slowdown = slowdown(parts, shadow, backup);
            swapped = new Swaps(server, folder.resolve("pgbouncer"), NAME).run(parts, shadow, swaps);
            say.accept(swapped.words());
            parts.drop(Parts.rollback(1));
            return whole(
                    bytes, file, runbookBackup, damagedSince, loads, restores, emergency, compare, slowdown, swapped);
        }
    }

    private record Slowdown(double quiet, double comparing) {}

    private Slowdown slowdown(Parts parts, Shadow shadow, Backup backup) throws IOException, InterruptedException {
        try (ClientProcess clients = ClientProcess.start(List.of(new ClientProcess.Road("direct", url(), 0, 4)))) {
            Thread.sleep(2000);
            clients.reset();
            Thread.sleep(2000);
            double quiet = median(clients.report());
            clients.reset();
            parts.compare(Parts.rollback(1), shadow, backup);
            return new Slowdown(quiet, median(clients.report()));
        }
    }

    private static double median(List<Client.Seen> seen) {
        return Figures.median(seen.stream().map(it -> it.median() / 1e6).toList());
    }

    /** Both ways from end to end, under clients and a writer. */
    private Figures whole(
            long bytes,
            Path file,
            double runbookBackup,
            Instant damagedSince,
            List<Double> loads,
            List<Double> restores,
            double emergency,
            double compare,
            Slowdown slowdown,
            Swaps.Seen swapped)
            throws IOException, InterruptedException, SQLException {
        Path catalog = catalog(file.resolveSibling(""));
        Path token = Files.writeString(folder.resolve("token"), "bench-token-of-no-worth");
        try (PlatformProcess platform = PlatformProcess.start(folder.resolve("platform"), catalog, token);
                Whole lastgood = new Whole(platform.temporal(), catalog);
                ClientProcess clients = ClientProcess.start(List.of(new ClientProcess.Road("direct", url(), 4, 4)))) {
            Thread.sleep(3000);
            clients.reset();
            double runbookRestore = runbook.restore(file);
            double runbookOutage = Swaps.gap(clients.report());
            say.accept("the runbook's way: %.1f s, users saw nothing for %.1f s"
                    .formatted(runbookRestore, runbookOutage / 1000));
            Whole.Took took;
            double outage;
            try (Writer writer = Writer.start(url())) {
                Thread.sleep(1000);
                clients.reset();
                platform.heap();
                took = lastgood.rollBack(damagedSince);
                outage = Swaps.gap(clients.report());
            }
            long heap = platform.heap();
            say.accept(
                    "Lastgood: %.1f s until asked, %.1f s from the yes to verified, users saw nothing for %.0f ms; heap %,d MB"
                            .formatted(took.toQuestion(), took.fromYes(), outage, heap >> 20));
            drop(took.displaced());
            return new Figures(
                    gigabytes,
                    bytes,
                    Files.size(file),
                    runbookBackup,
                    runbookRestore,
                    runbookOutage,
                    took.toQuestion(),
                    took.fromYes(),
                    outage,
                    emergency,
                    loads,
                    restores,
                    compare,
                    slowdown.quiet(),
                    slowdown.comparing(),
                    swapped.gaps().stream().sorted().toList(),
                    swapped.quiet().stream().sorted().toList(),
                    swapped.refused(),
                    swapped.logins(),
                    swapped.poolerErrors(),
                    heap);
        }
    }

    private double psql(Path file) throws IOException, InterruptedException, SQLException {
        server.ensureDatabase("by_psql");
        double seconds = runbook.load(file, "by_psql");
        drop("by_psql");
        return seconds;
    }

    private void drop(String database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE " + statement.enquoteIdentifier(database, true) + " WITH (FORCE)");
        }
    }

    private String url() {
        return server.jdbcUrl(NAME);
    }

    private Database database(Path backups) {
        return new Database(
                "postgresql",
                "127.0.0.1:" + server.port(),
                NAME,
                Map.of(
                        "user", "postgres",
                        "backups", Map.of("folder", backups.toString(), "pattern", "shop-{time}.sql.gz"),
                        "emergency",
                                Map.of("folder", folder.resolve("emergency").toString())));
    }

    private Path catalog(Path backups) throws IOException {
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
                    checks:
                      - name: orders
                        type: sql
                        when: [before-reopening]
                        server: "127.0.0.1:%1$d"
                        database: shop
                        user: postgres
                        query: SELECT count(*) FROM (SELECT FROM orders LIMIT 1) o
                        expect: {at-least: 1}
                    environments:
                      bench: {}
                """.formatted(server.port(), backups, folder.resolve("emergency")));
    }

    @Override
    public void close() throws IOException {
        server.close();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
