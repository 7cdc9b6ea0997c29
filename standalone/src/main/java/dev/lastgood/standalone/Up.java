package dev.lastgood.standalone;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.catalog.CatalogException;
import dev.lastgood.catalog.settings.Secrets;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs Lastgood for one machine: Temporal, PostgreSQL, worker and starter in one process, their state in one folder. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Run Temporal, PostgreSQL, worker and starter in one process until Ctrl-C.")
final class Up implements Callable<Integer> {

    @Option(
            names = "--catalog",
            defaultValue = "${env:LASTGOOD_CATALOG:-config/lastgood.yml}",
            description = "The catalog (LASTGOOD_CATALOG; default config/lastgood.yml).")
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

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        List<String> wrong = wrong();
        if (!wrong.isEmpty()) {
            wrong.forEach(spec.commandLine().getErr()::println);
            return CommandLine.ExitCode.USAGE;
        }
        try (var platform = new EmbeddedPlatform(port, false)) {
            Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "stop"));
            run(platform);
        } catch (RuntimeException e) {
            Path trace = Traces.keep(folder.resolve("up.log"), e);
            spec.commandLine().getErr().println("lastgood: it can't start: " + Traces.reason(e));
            spec.commandLine().getErr().println("The details are in " + trace);
            return CommandLine.ExitCode.SOFTWARE;
        }
        return CommandLine.ExitCode.OK;
    }

    private void run(EmbeddedPlatform platform) throws InterruptedException {
        platform.prepare(folder, System.out::println);
        var running = platform.start(catalog.toAbsolutePath(), webhookToken, apiToken);
        System.out.println("Lastgood is up.");
        System.out.println(
                "  API and webhook: " + running.starter() + " (Alertmanager posts to /webhooks/alertmanager)");
        System.out.println("  Temporal UI:     " + running.temporalUi());
        System.out.println("  Stop with Ctrl-C; the state stays in " + folder);
        new CountDownLatch(1).await();
    }

    /** All of it at once, before anything is started. */
    private List<String> wrong() {
        List<String> wrong = new ArrayList<>();
        try {
            Catalog.load(catalog);
        } catch (CatalogException e) {
            e.problems().forEach(it -> wrong.add(it.toString()));
        }
        var secrets = new Secrets();
        for (var token : List.of(
                new Token("--webhook-token", "LASTGOOD_WEBHOOK_TOKEN", webhookToken),
                new Token("--api-token", "LASTGOOD_TOKEN", apiToken))) {
            try {
                secrets.ofSetting(token.option(), token.variable(), token.value());
            } catch (ApplicationFailure e) {
                wrong.add(e.getOriginalMessage());
            }
        }
        return wrong;
    }

    private record Token(String option, String variable, String value) {}
}
