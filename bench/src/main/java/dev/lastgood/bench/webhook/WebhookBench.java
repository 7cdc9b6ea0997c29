package dev.lastgood.bench.webhook;

import dev.lastgood.workflows.client.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Measures the webhook beside a plain hook, and writes {@code bench/webhook.json}. */
@Command(
        name = "webhook",
        description =
                "Measures the webhook: from alert to containment, under load, without Temporal, with broken bodies.",
        mixinStandardHelpOptions = true)
public final class WebhookBench implements Callable<Integer> {
    private static final Duration ALARMS = Duration.ofSeconds(20);

    @Option(names = "--singles", defaultValue = "100", description = "Single alerts (${DEFAULT-VALUE}).")
    int singles;

    @Option(names = "--services", defaultValue = "50", description = "Services under load (${DEFAULT-VALUE}).")
    int services;

    @Option(
            names = "--events",
            defaultValue = "20",
            description = "Alerts a service, each sent twice (${DEFAULT-VALUE}).")
    int events;

    @Option(names = "--rate", defaultValue = "200", description = "Deliveries a second (${DEFAULT-VALUE}).")
    int rate;

    @Option(names = "--bodies", defaultValue = "10000", description = "Mutated bodies (${DEFAULT-VALUE}).")
    int bodies;

    @Option(names = "--root", defaultValue = ".", description = "The checkout (${DEFAULT-VALUE}).")
    Path root = Path.of(".");

    public static void main(String[] args) {
        System.exit(new CommandLine(new WebhookBench()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("lastgood-bench-");
        List<String> single = Site.names("single", singles);
        List<String> storm = Site.names("storm", services);
        List<String> away = Site.names("away", 20);
        List<String> fuzz = Site.names("fuzz", 20);
        List<String> all =
                Stream.of(single, storm, away, fuzz).flatMap(List::stream).toList();
        Figures figures;
        try (Site site = new Site(folder, all);
                Connection temporal = site.connection()) {
            say("single alerts");
            Percentiles latency = singles(site, single);
            say("load");
            Figures.Load load = load(site, storm, temporal);
            say("the plain hook");
            Figures.Load hook = hook(folder, storm);
            say("Temporal away for 10 s");
            int before = site.receiver.told.size();
            Figures.Load outage = outage(site, away);
            int alarms = alarms(site, before);
            say("mutated bodies");
            figures = new Figures(latency, load, hook, outage, alarms, new Fuzz(site, fuzz).run(bodies));
        }
        record Results(List<Table.Line> table, Figures figures) {}
        Table table = new Table(figures);
        JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValue(root.resolve("bench/webhook.json").toFile(), new Results(table.lines(), figures));
        System.out.println(table.text());
        return 0;
    }

    /** One after the other; the first few, which no incident of a running installation is, do not count. */
    private static Percentiles singles(Site site, List<String> services) throws InterruptedException, IOException {
        List<Double> millis = new ArrayList<>();
        int warm = Math.min(10, services.size() / 2);
        for (String service : services) {
            long begun = System.nanoTime();
            site.starters
                    .get(0)
                    .sendNow(Alerts.firing(service, "only", Instant.now()).getBytes(StandardCharsets.UTF_8));
            while (site.receiver.turned(service).isEmpty() && System.nanoTime() - begun < 30_000_000_000L) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            List<Long> turned = site.receiver.turned(service);
            millis.add(turned.isEmpty() ? 30_000.0 : (turned.get(0) - begun) / 1e6);
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return Percentiles.of(millis.subList(warm, millis.size()));
    }

    private Figures.Load load(Site site, List<String> services, Connection temporal) throws InterruptedException {
        try (Load load = new Load(site.receiver, site.starters, services, events, true)) {
            load.send(rate);
            return load.figures(temporal);
        }
    }

    private Figures.@org.jspecify.annotations.Nullable Load hook(Path folder, List<String> services)
            throws IOException, InterruptedException {
        try (Receiver receiver = new Receiver()) {
            var hook = Hook.start(folder, receiver);
            if (hook.isEmpty()) {
                say("not installed: apt-get install webhook");
                return null;
            }
            try (Hook it = hook.get();
                    Load load = new Load(receiver, List.of(it.post(), it.post()), services, events, false)) {
                load.send(rate);
                return load.figures();
            }
        }
    }

    private static Figures.Load outage(Site site, List<String> services) throws InterruptedException {
        CompletableFuture<Void> outage = CompletableFuture.runAsync(() -> {
            try {
                TimeUnit.SECONDS.sleep(5);
                site.stopTemporal();
                TimeUnit.SECONDS.sleep(10);
                site.startTemporal();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        try (Load load = new Load(site.receiver, site.starters, services, 5, true);
                Connection temporal = site.connection()) {
            load.send(10);
            outage.join();
            return load.figures(temporal);
        }
    }

    /** That Temporal is away, and that it is back: the starters look for that every few seconds. */
    private static int alarms(Site site, int before) throws InterruptedException {
        long end = System.nanoTime() + ALARMS.toNanos();
        int alarms = 0;
        while (alarms < 2 * site.starters.size() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(200);
            alarms = (int) site.receiver.told.stream()
                    .skip(before)
                    .filter(it -> it.contains("Temporal"))
                    .count();
        }
        return alarms;
    }

    private static void say(String what) {
        System.err.println("  " + what + "…");
    }
}
