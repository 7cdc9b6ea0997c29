package dev.lastgood.standalone;

import dev.lastgood.programs.PostgresPrograms;
import dev.lastgood.programs.PostgresServer;
import dev.lastgood.programs.TemporalServer;
import dev.lastgood.standalone.demo.Platform;
import dev.lastgood.starter.StarterApplication;
import dev.lastgood.worker.WorkerApplication;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Temporal, the history's PostgreSQL, a worker and the starter: real ones, in one process and one folder. */
public final class EmbeddedPlatform implements Platform {
    private static final String HISTORY = "lastgood";

    private final int port;
    private final boolean fresh;
    private @Nullable Path folder;
    private @Nullable TemporalServer temporal;
    private @Nullable PostgresServer postgres;
    private @Nullable ConfigurableApplicationContext worker;
    private @Nullable ConfigurableApplicationContext starter;

    /**
     * @param port where the starter listens; 0 picks a free one
     * @param fresh whether to begin without what an earlier run left in Temporal
     */
    public EmbeddedPlatform(int port, boolean fresh) {
        this.port = port;
        this.fresh = fresh;
    }

    @Override
    public void prepare(Path state, Consumer<String> say) {
        folder = state.toAbsolutePath();
        if (fresh) {
            Folders.delete(folder.resolve("temporal"));
        }
        temporal = TemporalServer.start(
                folder.resolve("temporal"), TemporalServer.Options.defaults().withSay(say));
        var programs = PostgresPrograms.findOrObtain(null, say);
        postgres = PostgresServer.start(programs, folder.resolve("history"), PostgresServer.Options.defaults());
        postgres.ensureDatabase(HISTORY);
    }

    @Override
    public Running start(Path catalog, String webhookToken, String apiToken) {
        var properties = properties(catalog, webhookToken, apiToken);
        worker = run(WorkerApplication.application(), properties, 0);
        starter = run(new SpringApplication(StarterApplication.class), properties, port);
        String at = Objects.requireNonNull(starter.getEnvironment().getProperty("local.server.port"));
        return new Running(
                URI.create("http://127.0.0.1:" + at),
                URI.create(temporalUi()),
                Objects.requireNonNull(temporal).address());
    }

    @Override
    public void close() {
        // In the order that lets each end its work: nobody new, then the worker, then what both stand on.
        close(starter);
        close(worker);
        close(temporal);
        close(postgres);
    }

    private String temporalUi() {
        String ui = Objects.requireNonNull(temporal).uiUrl();
        return ui == null ? "http://" + temporal.address() : ui;
    }

    private Map<String, Object> properties(Path catalog, String webhookToken, String apiToken) {
        Path state = Objects.requireNonNull(folder);
        var properties = new HashMap<String, Object>();
        String address = Objects.requireNonNull(temporal).address();
        properties.put("spring.temporal.connection.target", address);
        properties.put("lastgood.temporal.address", address);
        properties.put("lastgood.history.url", Objects.requireNonNull(postgres).jdbcUrl(HISTORY));
        properties.put("lastgood.history.user", "postgres");
        properties.put("lastgood.catalog", catalog.toString());
        properties.put("lastgood.webhook.token", webhookToken);
        properties.put("lastgood.api.token", apiToken);
        properties.put(
                "lastgood.artifacts.folder", state.resolveSibling("artifacts").toString());
        properties.put("logging.file.name", state.resolve("lastgood.log").toString());
        // The terminal belongs to the person who watches; what the programs say is in the file.
        properties.put("logging.threshold.console", "off");
        return properties;
    }

    private static ConfigurableApplicationContext run(
            SpringApplication application, Map<String, Object> properties, int port) {
        String[] arguments = java.util.stream.Stream.concat(
                        properties.entrySet().stream(),
                        Map.<String, Object>of(
                                "server.port",
                                port,
                                "server.address",
                                "127.0.0.1",
                                "spring.main.banner-mode",
                                "off",
                                "spring.main.register-shutdown-hook",
                                false,
                                "spring.jmx.enabled",
                                false)
                                .entrySet()
                                .stream())
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
        return application.run(arguments);
    }

    private static void close(@Nullable AutoCloseable part) {
        if (part != null) {
            try {
                part.close();
            } catch (Exception failed) {
                System.err.println("While stopping: " + failed.getMessage());
            }
        }
    }
}
