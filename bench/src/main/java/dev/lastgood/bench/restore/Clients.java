package dev.lastgood.bench.restore;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program of its own, so that no pause of Lastgood's JVM counts as downtime. Commands on its input: {@code reset},
 * {@code report} (answered by one line of JSON), and its end.
 */
public final class Clients {
    private Clients() {}

    /** @param args url, how many reconnect for each query, how many stay on one connection; again for each road */
    public static void main(String[] args) throws IOException {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i + 3 < args.length; i += 4) {
            for (int n = 0; n < Integer.parseInt(args[i + 2]); n++) {
                clients.add(new Client(args[i], args[i + 1], true));
            }
            for (int n = 0; n < Integer.parseInt(args[i + 3]); n++) {
                clients.add(new Client(args[i], args[i + 1], false));
            }
        }
        clients.forEach(Client::start);
        var json = new JsonMapper();
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("reset")) {
                clients.forEach(Client::reset);
                System.out.println("ok");
            } else if (line.equals("report")) {
                System.out.println(json.writeValueAsString(
                        clients.stream().map(Client::seen).toList()));
            }
        }
        System.exit(0);
    }
}
