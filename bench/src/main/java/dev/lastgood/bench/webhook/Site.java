package dev.lastgood.bench.webhook;

import dev.lastgood.programs.PostgresPrograms;
import dev.lastgood.programs.PostgresServer;
import dev.lastgood.programs.TemporalServer;
import dev.lastgood.workflows.client.Connection;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Everything that runs: Temporal, the history, a worker and two starters, and what they act on. */
final class Site implements AutoCloseable {
    static final String TOKEN = "bench-4711";
    static final String ENVIRONMENT = "bench";

    final Receiver receiver = new Receiver();
    final Path folder;
    private final PostgresServer postgres;
    private TemporalServer temporal;
    private final int temporalPort;
    private final Process program;
    private final BufferedWriter in;
    private final BufferedReader out;
    final List<Post> starters;

    Site(Path folder, List<String> services) throws IOException, InterruptedException {
        this.folder = folder;
        temporal = TemporalServer.start(folder.resolve("temporal"), TemporalServer.Options.defaults());
        temporalPort =
                Integer.parseInt(temporal.address().substring(temporal.address().lastIndexOf(':') + 1));
        postgres = PostgresServer.start(
                PostgresPrograms.findOrObtain(null, System.err::println),
                folder.resolve("history"),
                PostgresServer.Options.defaults());
        postgres.ensureDatabase("lastgood");
        Path token = Files.writeString(folder.resolve("token"), TOKEN);
        program = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dlogback.configurationFile=dev/lastgood/standalone/quiet-logback.xml",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        temporal.address(),
                        postgres.jdbcUrl("lastgood"),
                        folder.toString(),
                        catalog(services).toString(),
                        "file:" + token))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        in = new BufferedWriter(new OutputStreamWriter(program.getOutputStream(), StandardCharsets.UTF_8));
        out = new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8));
        starters = List.of(line().split(" ")).stream()
                .map(port -> new Post("http://127.0.0.1:" + port + "/webhooks/alertmanager", TOKEN))
                .toList();
    }

    static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    Connection connection() {
        return Connection.to(temporal.address(), "default");
    }

    void stopTemporal() {
        temporal.close();
    }

    void startTemporal() {
        temporal = TemporalServer.start(
                folder.resolve("temporal"), TemporalServer.Options.defaults().withPorts(temporalPort, 0));
    }

    /** What a collection leaves of Lastgood's heap, in bytes. */
    long heap() throws IOException {
        in.write("heap\n");
        in.flush();
        return Long.parseLong(line());
    }

    /** Lines of stack traces in Lastgood's log that a request has left. */
    long traces() throws IOException {
        long traces = 0;
        boolean request = false;
        try (var lines = Files.lines(folder.resolve("lastgood.log"))) {
            for (String line : (Iterable<String>) lines::iterator) {
                if (line.startsWith("\tat ")) {
                    traces += request ? 1 : 0;
                } else if (line.startsWith("20")) {
                    request = line.contains("[http-nio");
                }
            }
        }
        return traces;
    }

    /** A kill switch each, and an application that does not come up again, so that every rollback stays open. */
    private Path catalog(List<String> services) throws IOException, InterruptedException {
        Path hook = Files.writeString(folder.resolve("slack"), receiver.url("/slack"));
        String each = services.stream()
                .map(it ->
                        "  %1$s:%n    alerts: {service: %1$s}%n    kill-switch: {url: '%2$s'}%n    environments: {%3$s: {}}%n"
                                .formatted(it, receiver.url("/kill/" + it), ENVIRONMENT))
                .collect(Collectors.joining());
        return Files.writeString(
                folder.resolve("lastgood.yml"), """
                brake: {services: 0}
                channels:
                  people: {type: slack, webhook: 'file:%1$s', kinds: [person-needed]}
                defaults:
                  impact: data-damage
                  kill-switch: {type: http}
                  approval: {answer-within: 10h}
                  decisions: {when-release-unknown: at-once, when-doubtful: at-once}
                  release:
                    type: git
                    repository: '%2$s'
                    stop: ["true"]
                    start: ["true"]
                    health: {url: '%3$s', timeout: 1s}
                services:
                """.formatted(hook, repository(), receiver.url("/down")) + each);
    }

    private Path repository() throws IOException, InterruptedException {
        Path repository = Files.createDirectories(folder.resolve("application"));
        git(repository, "init", "-q");
        for (String tag : List.of("v1", "v2")) {
            git(
                    repository,
                    "-c",
                    "user.name=bench",
                    "-c",
                    "user.email=bench@localhost",
                    "commit",
                    "-q",
                    "--allow-empty",
                    "-m",
                    tag);
            git(repository, "tag", tag);
        }
        return repository;
    }

    private static void git(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }

    private String line() throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(Program.ANSWER)) {
                return line.substring(Program.ANSWER.length());
            }
        }
        throw new IOException("Lastgood's program has ended; its log is lastgood.log in " + folder);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        in.close();
        program.waitFor();
        temporal.close();
        postgres.close();
        receiver.close();
    }
}
