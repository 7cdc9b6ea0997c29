package dev.lastgood.standalone.demo.world;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lastgood.standalone.demo.shop.Faults;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The road that users take to the shop. The kill switch closes it: then everybody gets a friendly page and status 503. */
public final class Gateway implements AutoCloseable {
    /** Stands in every answer that the kill switch gave instead of the shop. */
    public static final String KILL_SWITCH_HEADER = "X-Kill-Switch";

    private static final String CLOSED = "<!doctype html><title>Back soon</title><h1>We will be back soon</h1>"
            + "<p>The shop is closed for a short repair. Your orders are safe.</p>";

    private final String upstream;
    private final KillSwitch killSwitch;
    private final Faults faults;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final HttpServer server;
    private volatile boolean wasClosed;

    /**
     * @param upstream the shop's own address
     * @param token the bearer token of the kill switch
     */
    public Gateway(String upstream, String token, Faults faults) {
        this.upstream = upstream;
        this.killSwitch = new KillSwitch(token, faults);
        this.faults = faults;
        this.server = HttpServers.start("gateway", 8, this::serve);
    }

    public String url() {
        return HttpServers.url(server);
    }

    public String killSwitchUrl() {
        return url() + KillSwitch.PATH;
    }

    /** Whether users are kept out at the moment. */
    public boolean closed() {
        return killSwitch.state().active();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestURI().getPath().equals(KillSwitch.PATH)) {
                killSwitch.serve(exchange);
            } else if (closed()) {
                wasClosed = true;
                exchange.getResponseHeaders().set(KILL_SWITCH_HEADER, "on");
                exchange.getResponseHeaders().set("Retry-After", "30");
                HttpServers.answer(exchange, 503, "text/html; charset=utf-8", CLOSED);
            } else if (wasClosed && faults.has("verify-open")) {
                HttpServers.answer(
                        exchange, 502, "text/plain", "fails because the demo was told --fail-at verify-open");
            } else {
                forward(exchange);
            }
        }
    }

    private void forward(HttpExchange exchange) throws IOException {
        try {
            HttpResponse<byte[]> answer = client.send(request(exchange), HttpResponse.BodyHandlers.ofByteArray());
            String type = answer.headers().firstValue("Content-Type").orElse("text/plain");
            HttpServers.answer(exchange, answer.statusCode(), type, answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            HttpServers.answer(exchange, 502, "text/plain", "the shop does not answer");
        }
    }

    private HttpRequest request(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(upstream + exchange.getRequestURI().getRawPath()))
                .timeout(Duration.ofSeconds(10))
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()));
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        return type == null
                ? request.build()
                : request.header("Content-Type", type).build();
    }

    @Override
    public void close() {
        HttpServers.stop(server);
    }
}
