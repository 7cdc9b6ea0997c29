package dev.lastgood.bench.webhook;

import dev.lastgood.starter.StarterApplication;
import dev.lastgood.worker.WorkerApplication;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A worker and two starters in a process of their own, on a Temporal and a PostgreSQL of others. Its input: {@code heap},
 * answered with the bytes that a collection leaves, and its end.
 */
public final class Program {
    static final String ANSWER = "= ";

    private Program() {}

    /** @param args Temporal's address, the history's JDBC URL, the folder, the catalog, where the token is */
    public static void main(String[] args) throws IOException {
        Map<String, Object> settings = Map.ofEntries(
                Map.entry("spring.temporal.connection.target", args[0]),
                Map.entry("lastgood.temporal.address", args[0]),
                Map.entry("lastgood.history.url", args[1]),
                Map.entry("lastgood.history.user", "postgres"),
                Map.entry("lastgood.catalog", args[3]),
                Map.entry("lastgood.webhook.token", args[4]),
                Map.entry("lastgood.api.token", args[4]),
                Map.entry("lastgood.artifacts.folder", args[2] + "/artifacts"),
                Map.entry("logging.file.name", args[2] + "/lastgood.log"),
                Map.entry("logging.threshold.console", "off"),
                Map.entry("server.address", "127.0.0.1"),
                Map.entry("server.port", 0),
                Map.entry("spring.main.banner-mode", "off"));
        List<ConfigurableApplicationContext> parts = new ArrayList<>();
        parts.add(run(WorkerApplication.application(), settings));
        parts.add(run(new SpringApplication(StarterApplication.class), settings));
        parts.add(run(new SpringApplication(StarterApplication.class), settings));
        System.out.println(ANSWER + port(parts.get(1)) + " " + port(parts.get(2)));
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.gc();
            System.gc();
            System.out.println(ANSWER
                    + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        parts.forEach(ConfigurableApplicationContext::close);
        System.exit(0);
    }

    private static ConfigurableApplicationContext run(SpringApplication application, Map<String, Object> settings) {
        return application.run(settings.entrySet().stream()
                .map(it -> "--" + it.getKey() + "=" + it.getValue())
                .toArray(String[]::new));
    }

    private static String port(ConfigurableApplicationContext starter) {
        return String.valueOf(starter.getEnvironment().getProperty("local.server.port"));
    }
}
