package dev.lastgood.bench.restore;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The clients' program, seen from here. */
final class ClientProcess implements AutoCloseable {
    private final Process process;
    private final BufferedWriter in;
    private final BufferedReader out;

    private ClientProcess(Process process) {
        this.process = process;
        this.in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** By which road, how many that reconnect for each query, and how many that stay. */
    record Road(String name, String url, int reconnecting, int staying) {}

    static ClientProcess start(List<Road> roads) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Clients.class.getName()));
        for (Road road : roads) {
            command.addAll(List.of(road.name(), road.url(), "" + road.reconnecting(), "" + road.staying()));
        }
        return new ClientProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    void reset() throws IOException {
        ask("reset");
    }

    List<Client.Seen> report() throws IOException {
        return List.of(new JsonMapper().readValue(ask("report"), Client.Seen[].class));
    }

    private String ask(String command) throws IOException {
        in.write(command + "\n");
        in.flush();
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the clients' program has ended");
        }
        return line;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
