package dev.lastgood.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers as the starter does, and keeps what it was sent. */
final class FakeStarter implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Reply> replies = new HashMap<>();
    final List<String> bodies = new ArrayList<>();

    record Reply(int status, String body) {}

    record Ran(int exit, String out, String err) {}

    FakeStarter() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            String path = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            Reply reply = replies.getOrDefault(path, new Reply(404, "{\"detail\":\"nothing at " + path + "\"}"));
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    FakeStarter reply(String request, int status, Object body) {
        replies.put(
                request, new Reply(status, body instanceof String text ? text : Json.MAPPER.writeValueAsString(body)));
        return this;
    }

    Ran run(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.add("--url");
        all.add("http://127.0.0.1:" + server.getAddress().getPort());
        return runAlone(all.toArray(String[]::new));
    }

    static Ran runAlone(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Lastgood.command()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Ran(exit, out.toString(), err.toString());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
