package shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Executors;

/** A small shop: a page, orders, health and metrics. */
public final class Shop {
    private static final Set<String> NOT_COUNTED = Set.of("/health", "/api/health/db", "/api/version", "/api/metrics");

    private final Orders orders;
    private final Metrics metrics = new Metrics();

    private Shop(Orders orders) {
        this.orders = orders;
    }

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(System.getenv("SHOP_PORT"));
        Shop shop = new Shop(new Orders(System.getenv("DATABASE_URL")));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.createContext("/", shop::serve);
        server.start();
        log("shop " + Version.NAME + " listens on port " + port);
    }

    private void serve(HttpExchange exchange) throws IOException {
        long began = System.nanoTime();
        String path = exchange.getRequestURI().getPath();
        Answer answer = answerOrFail(exchange, path);
        if (!NOT_COUNTED.contains(path)) {
            metrics.request(answer.status(), (System.nanoTime() - began) / 1e9);
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), body.length);
        try (exchange; var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private Answer answerOrFail(HttpExchange exchange, String path) {
        try {
            return answer(exchange, path);
        } catch (Exception e) {
            log("ERROR " + exchange.getRequestMethod() + " " + path + ": " + e);
            return Answer.json(500, "{\"error\":\"internal error\"}");
        }
    }

    private Answer answer(HttpExchange exchange, String path) throws IOException, SQLException {
        if (path.equals("/orders") && exchange.getRequestMethod().equals("POST")) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            return Answer.json(201, orders.place(body));
        }
        if (path.startsWith("/orders/")) {
            String order = orders.find(Long.parseLong(path.substring("/orders/".length())));
            return order == null ? Answer.json(404, "{\"error\":\"no such order\"}") : Answer.json(200, order);
        }
        return switch (path) {
            case "/" -> Answer.html("<!doctype html><title>Shop</title><h1>Shop</h1><p>Welcome.</p>");
            case "/health" -> health("{\"status\":\"ok\",\"database\":\"connected\"}");
            case "/api/health/db" -> health("{\"database\":\"connected\"}");
            case "/api/version" -> Answer.json(200, "{\"version\":\"" + Version.NAME + "\"}");
            case "/api/metrics" -> metrics.text();
            default -> Answer.json(404, "{\"error\":\"not found\"}");
        };
    }

    private Answer health(String good) {
        try {
            orders.ping();
            return Answer.json(200, good);
        } catch (SQLException e) {
            log("ERROR database: " + e.getMessage());
            return Answer.json(503, "{\"status\":\"failing\",\"database\":\"unreachable\"}");
        }
    }

    private static void log(String line) {
        System.out.println(Instant.now() + " " + line);
    }
}
