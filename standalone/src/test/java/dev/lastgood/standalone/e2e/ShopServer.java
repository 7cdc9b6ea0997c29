package dev.lastgood.standalone.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/** A shop's health and public page, its kill switch, and a Slack to tell. */
final class ShopServer implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Running running;
    private final HttpServer server;
    private final List<String> switched = new CopyOnWriteArrayList<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /** The version that runs; empty when none does. */
    interface Running {
        String version() throws IOException;
    }

    ShopServer(Running running) throws IOException {
        this.running = running;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "shop");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::serve);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    boolean closed() {
        return closed;
    }

    List<String> switched() {
        return switched;
    }

    List<String> messages() {
        return messages;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/kill-switch")) {
                killSwitch(exchange, body);
            } else if (path.startsWith("/slack/")) {
                messages.add(body);
                answer(exchange, 200, "ok");
            } else if (path.equals("/") && closed) {
                answer(exchange, 503, "closed");
            } else {
                String version = running.version();
                answer(exchange, version.isEmpty() ? 503 : 200, JSON.writeValueAsString(Map.of("version", version)));
            }
        }
    }

    private void killSwitch(HttpExchange exchange, String body) throws IOException {
        if (!("Bearer " + TinyShop.KILL_SWITCH_TOKEN)
                .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{}");
            return;
        }
        if (exchange.getRequestMethod().equals("POST")) {
            closed = JSON.readTree(body).get("active").asBoolean();
            switched.add(closed ? "on" : "off");
        }
        answer(exchange, 200, "{\"active\":" + closed + "}");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
