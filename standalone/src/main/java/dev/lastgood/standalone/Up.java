package dev.lastgood.standalone;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs Lastgood for one machine: Temporal, PostgreSQL, worker and starter in one process, their state in one folder. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Run Temporal, PostgreSQL, worker and starter in one process until Ctrl-C.")
final class Up implements Callable<Integer> {

    @Option(
            names = "--catalog",
            defaultValue = "config/lastgood.yml",
            description = "The catalog (default: ${DEFAULT-VALUE}).")
    private Path catalog = Path.of("config/lastgood.yml");

    @Option(
            names = "--folder",
            defaultValue = ".lastgood/up",
            description = "Where all state is kept (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of(".lastgood/up");

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Where the starter listens (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--webhook-token",
            defaultValue = "env:LASTGOOD_WEBHOOK_TOKEN",
            description = "Where the webhook's bearer token is: env:NAME or file:/path (default: ${DEFAULT-VALUE}).")
    private String webhookToken = "";

    @Option(
            names = "--api-token",
            defaultValue = "env:LASTGOOD_TOKEN",
            description = "Where the API's bearer token is: env:NAME or file:/path (default: ${DEFAULT-VALUE}).")
    private String apiToken = "";

    @Override
    public Integer call() throws InterruptedException {
        try (var platform = new EmbeddedPlatform(port, false)) {
            Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "stop"));
            platform.prepare(folder, System.out::println);
            var running = platform.start(catalog.toAbsolutePath(), webhookToken, apiToken);
            System.out.println("Lastgood is up.");
            System.out.println(
                    "  API and webhook: " + running.starter() + " (Alertmanager posts to /webhooks/alertmanager)");
            System.out.println("  Temporal UI:     " + running.temporalUi());
            System.out.println("  Stop with Ctrl-C; the state stays in " + folder);
            new CountDownLatch(1).await();
        }
        return 0;
    }
}
