package dev.lastgood.standalone.demo.world;

import com.sun.net.httpserver.HttpExchange;
import dev.lastgood.standalone.demo.shop.Faults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The gateway's kill switch: {@code POST {"active":true,"reason":"…"}} sets it, {@code GET} reads it back; both need the
 * bearer token.
 */
final class KillSwitch {
    static final String PATH = "/api/admin/kill-switch";
    private static final JsonMapper JSON = new JsonMapper();

    private final String token;
    private final Faults faults;
    private volatile State state = new State(false, "");

    /** @param reason what was given when it was set */
    record State(boolean active, String reason) {}

    KillSwitch(String token, Faults faults) {
        this.token = token;
        this.faults = faults;
    }

    State state() {
        return state;
    }

    void serve(HttpExchange exchange) throws IOException {
        String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!MessageDigest.isEqual(bytes(given), bytes("Bearer " + token))) {
            answer(exchange, 401, "{\"error\":\"not authorized\"}");
        } else if (exchange.getRequestMethod().equals("POST")) {
            set(exchange);
        } else {
            answer(exchange, 200, JSON.writeValueAsString(state));
        }
    }

    private void set(HttpExchange exchange) throws IOException {
        JsonNode wanted;
        try {
            wanted = JSON.readTree(exchange.getRequestBody().readAllBytes());
        } catch (JacksonException e) {
            answer(exchange, 400, "{\"error\":\"not JSON\"}");
            return;
        }
        if (!wanted.path("active").isBoolean()) {
            answer(exchange, 400, "{\"error\":\"'active' must be true or false\"}");
            return;
        }
        boolean active = wanted.path("active").asBoolean();
        if (faults.has(active ? "kill-switch-on" : "kill-switch-off")) {
            answer(exchange, 403, "{\"error\":\"refused because the demo was told --fail-at\"}");
            return;
        }
        state = new State(active, wanted.path("reason").asString(""));
        answer(exchange, 200, JSON.writeValueAsString(state));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        HttpServers.answer(exchange, status, "application/json", body);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
