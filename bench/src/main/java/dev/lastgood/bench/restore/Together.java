package dev.lastgood.bench.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Both ways from end to end, under clients; Lastgood's under a writer too, first without and then with a warm shadow. */
final class Together {
    private final Site site;
    private final Consumer<String> say;

    Together(Site site, Consumer<String> say) {
        this.site = site;
        this.say = say;
    }

    Figures.Together measure(Path file, Instant damagedSince) throws IOException, InterruptedException, SQLException {
        Path catalog = site.catalog();
        Path token = Files.writeString(site.folder.resolve("token"), "bench-token-of-no-worth");
        try (PlatformProcess platform = PlatformProcess.start(site.folder.resolve("platform"), catalog, token);
                Whole lastgood = new Whole(platform.temporal(), catalog);
                ClientProcess clients =
                        ClientProcess.start(List.of(new ClientProcess.Road("direct", site.url(), 4, 4)))) {
            Thread.sleep(3000);
            clients.reset();
            double runbookRestore = site.runbook.restore(file);
            double runbookOutage = Swaps.gap(clients.report());
            say.accept("the runbook's way: %.1f s, users saw nothing for %.1f s"
                    .formatted(runbookRestore, runbookOutage / 1000));
            try (Writer writer = Writer.start(site.url())) {
                Thread.sleep(1000);
                clients.reset();
                platform.heap();
                Whole.Took cold = lastgood.rollBack(damagedSince);
                double outage = Swaps.gap(clients.report());
                long heap = platform.heap();
                say.accept(("Lastgood: %.1f s until asked, %.1f s from the yes to verified,"
                                + " users saw nothing for %.0f ms; heap %,d MB")
                        .formatted(cold.toQuestion(), cold.fromYes(), outage, heap >> 20));
                lastgood.warm();
                Whole.Took warm = lastgood.rollBack(damagedSince);
                say.accept("with a warm shadow: %.1f s until asked, %.1f s from the yes to verified"
                        .formatted(warm.toQuestion(), warm.fromYes()));
                return new Figures.Together(
                        runbookRestore,
                        runbookOutage,
                        cold.toQuestion(),
                        cold.fromYes(),
                        outage,
                        heap,
                        warm.toQuestion(),
                        warm.fromYes());
            }
        }
    }
}
