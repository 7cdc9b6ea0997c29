package dev.lastgood.bench.restore;

import dev.lastgood.programs.PostgresPrograms;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Shadow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All measurements at one size, the two ways side by side. */
final class Run implements AutoCloseable {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss");

    private final Site site;
    private final Consumer<String> say;
    private final double gigabytes;
    private final int swaps;
    private final int rounds;

    Run(Path folder, PostgresPrograms programs, double gigabytes, int swaps, int rounds, Consumer<String> say) {
        this.site = new Site(folder, programs);
        this.gigabytes = gigabytes;
        this.swaps = swaps;
        this.rounds = rounds;
        this.say = say;
    }

    Figures measure() throws IOException, InterruptedException, SQLException {
        site.server.ensureDatabase(Site.NAME);
        long bytes = Data.build(site.url(), gigabytes);
        say.accept("%.1f GB: a database of %,d MB is built".formatted(gigabytes, bytes >> 20));
        Path file = site.backups().resolve("shop-" + TIME.format(Instant.now().atOffset(ZoneOffset.UTC)) + ".sql.gz");
        double runbookBackup = site.runbook.backup(file);
        Instant damagedSince = Instant.now().plusSeconds(1);
        say.accept("pg_dump | gzip: %.1f s, %,d MB".formatted(runbookBackup, Files.size(file) >> 20));
        Figures.Alone alone;
        Swaps.Seen swapped;
        int pausedErrors;
        try (Parts parts = new Parts(site.programs, site.database(null))) {
            Backup backup = parts.choose(Parts.rollback(1));
            Shadow shadow = parts.restore(Parts.rollback(1), backup);
            alone = alone(parts, file, backup, shadow);
            var swapping = new Swaps(site);
            swapped = swapping.run(parts, shadow, swaps);
            say.accept(swapped.words());
            pausedErrors = swapping.errorsWhenPaused(shadow, Math.min(20, swaps));
            parts.drop(Parts.rollback(1));
        }
        Figures.Together together = new Together(site, say).measure(file, damagedSince);
        return new Figures(gigabytes, bytes, Files.size(file), runbookBackup, alone, swapped, pausedErrors, together);
    }

    /** Step by step, with nothing else on the server. */
    private Figures.Alone alone(Parts parts, Path file, Backup backup, Shadow shadow)
            throws IOException, InterruptedException, SQLException {
        var loads = new ArrayList<Double>();
        var restores = new ArrayList<Double>();
        for (int round = 0; round < rounds; round++) {
            loads.add(psql(file));
            long begun = System.nanoTime();
            parts.restore(Parts.rollback(round + 2), backup);
            restores.add(Runbook.seconds(begun));
            parts.drop(Parts.rollback(round + 2));
            say.accept("restored: psql %.1f s, Lastgood %.1f s".formatted(loads.get(round), restores.get(round)));
        }
        long begun = System.nanoTime();
        parts.emergencyBackup(Parts.rollback(1));
        double emergency = Runbook.seconds(begun);
        begun = System.nanoTime();
        parts.compare(Parts.rollback(1), shadow, backup);
        double compare = Runbook.seconds(begun);
        say.accept("emergency backup %.1f s, comparison %.1f s".formatted(emergency, compare));
        try (ClientProcess clients = ClientProcess.start(List.of(new ClientProcess.Road("direct", site.url(), 0, 4)))) {
            Thread.sleep(2000);
            clients.reset();
            Thread.sleep(2000);
            double quiet = median(clients.report());
            clients.reset();
            parts.compare(Parts.rollback(1), shadow, backup);
            return new Figures.Alone(loads, restores, emergency, compare, quiet, median(clients.report()));
        }
    }

    private double psql(Path file) throws IOException, InterruptedException, SQLException {
        site.server.ensureDatabase("by_psql");
        double seconds = site.runbook.load(file, "by_psql");
        site.drop("by_psql");
        return seconds;
    }

    private static double median(List<Client.Seen> seen) {
        return Figures.median(seen.stream().map(it -> it.median() / 1e6).toList());
    }

    @Override
    public void close() throws IOException {
        site.close();
    }
}
