package dev.lastgood.standalone.e2e;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A Prometheus that scrapes one page and an Alertmanager, each a process of its own. */
final class Monitoring implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final int prometheus = freePort();
    private final int alertmanager = freePort();

    Monitoring(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** Skips the test where they are not installed. */
    static void required() {
        program("prometheus");
        program("prometheus-alertmanager", "alertmanager");
    }

    /** With Alertmanager's configuration as it is shipped, but for the addresses and its wait. */
    void alertmanager(String starter, Path token) throws IOException {
        String shipped = Files.readString(Path.of("../deploy/alertmanager.yml"))
                .replace("http://starter:8080", starter)
                .replace("/run/secrets/webhook-token", token.toString())
                .replace("group_wait: 5s", "group_wait: 1s");
        start(
                program("prometheus-alertmanager", "alertmanager"),
                "--config.file=" + Files.writeString(folder.resolve("alertmanager.yml"), shipped),
                "--storage.path=" + folder.resolve("alertmanager"),
                "--cluster.listen-address=",
                "--web.listen-address=127.0.0.1:" + alertmanager);
        ready(alertmanager);
    }

    void prometheus(String page, Path rules) throws IOException {
        String config = """
                global: {scrape_interval: 500ms, evaluation_interval: 500ms}
                rule_files: ['%s']
                alerting:
                  alertmanagers:
                    - static_configs: [{targets: ['127.0.0.1:%d']}]
                scrape_configs:
                  - job_name: shop
                    static_configs: [{targets: ['%s']}]
                """.formatted(rules, alertmanager, page);
        start(
                program("prometheus"),
                "--config.file=" + Files.writeString(folder.resolve("prometheus.yml"), config),
                "--storage.tsdb.path=" + folder.resolve("prometheus"),
                "--web.listen-address=127.0.0.1:" + prometheus);
        ready(prometheus);
    }

    /** The body of Prometheus's answer. */
    String query(String promql) throws IOException, InterruptedException {
        return get(prometheus, "/api/v1/query?query=" + java.net.URLEncoder.encode(promql, "UTF-8"));
    }

    private static void ready(int port) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> !get(port, "/-/ready").isEmpty());
    }

    private static String get(int port, String path) throws IOException, InterruptedException {
        var answer = HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answers " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private void start(String... command) throws IOException {
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("monitoring.log").toFile()))
                .start());
    }

    private static String program(String... names) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseGet(() -> abort("no " + names[0]
                        + " here: install it, on Debian by 'apt-get install prometheus prometheus-alertmanager'"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
