package dev.lastgood.standalone.demo.world;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stands in for Slack: takes what is posted to its incoming webhooks, {@code /services/<channel>}. */
public final class SlackSink implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Consumer<Message> listener;
    private final HttpServer server;

    public SlackSink(Consumer<Message> listener) {
        this.listener = listener;
        this.server = HttpServers.start("slack", 2, this::receive);
    }

    /** @param channel without the {@code #} */
    public String webhook(String channel) {
        return HttpServers.url(server) + "/services/" + channel;
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String text = text(exchange.getRequestBody().readAllBytes());
            String path = exchange.getRequestURI().getPath();
            String channel = "Slack #" + path.substring(path.lastIndexOf('/') + 1);
            if (text.isEmpty()) {
                HttpServers.answer(exchange, 400, "text/plain", "invalid_payload");
                return;
            }
            listener.accept(new Message(channel, text.lines().findFirst().orElse(""), text));
            HttpServers.answer(exchange, 200, "text/plain", "ok");
        }
    }

    /** The message's text and what its blocks say besides; empty where there is none. */
    private static String text(byte[] body) {
        try {
            JsonNode payload = JSON.readTree(body);
            return Stream.concat(
                            Stream.of(payload.path("text")),
                            payload.path("blocks")
                                    .valueStream()
                                    .map(block -> block.path("text").path("text")))
                    .filter(JsonNode::isString)
                    .flatMap(text -> text.asString().lines())
                    .distinct()
                    .collect(Collectors.joining("\n"));
        } catch (JacksonException e) {
            return "";
        }
    }

    @Override
    public void close() {
        HttpServers.stop(server);
    }
}
