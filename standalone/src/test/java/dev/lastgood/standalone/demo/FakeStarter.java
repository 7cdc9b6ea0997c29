package dev.lastgood.standalone.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.Phase;
import dev.lastgood.workflows.plan.Plan;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.Answer;
import dev.lastgood.workflows.rollback.Choice;
import dev.lastgood.workflows.rollback.Question;
import dev.lastgood.workflows.rollback.RollbackStatus;
import dev.lastgood.workflows.rollback.RollbackStatus.Event;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A starter whose rollback asks one question, and ends once it is answered. */
final class FakeStarter implements AutoCloseable {
    static final ServiceRef SHOP = new ServiceRef("production", "shop");
    private static final JsonMapper JSON = new JsonMapper();

    volatile StarterApi.@Nullable Said said;
    volatile @Nullable String alert;
    volatile String execution = "RUNNING";
    private final HttpServer server;

    FakeStarter() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/", this::serve);
        server.createContext("/webhooks/alertmanager", this::take);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        alert = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        answer(exchange, 202, "{\"message\":\"1 started\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        Object body;
        if (exchange.getRequestMethod().equals("POST")) {
            said = JSON.readValue(exchange.getRequestBody().readAllBytes(), StarterApi.Said.class);
            body = new Answer.Decided("q1", Choice.APPROVE, "the restore is approved");
        } else {
            boolean ended = said != null && execution.equals("RUNNING");
            body = new StarterApi.View(ended ? "ENDED" : execution, "someone terminated it", status());
        }
        answer(exchange, 200, JSON.writeValueAsBytes(body));
    }

    private RollbackStatus status() {
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        Question question = new Question(
                "q1",
                StepId.APPROVAL,
                "Give up 37 orders?",
                List.of("orders: 37 only in live"),
                List.of(Choice.APPROVE, Choice.REJECT),
                null,
                at,
                at,
                "no");
        boolean answered = said != null;
        return new RollbackStatus(
                new RollbackRef(SHOP, "1a2b3c4d"),
                Phase.ROLL_BACK,
                "error rate high",
                "alertmanager",
                at,
                null,
                new Plan(Mode.ROLL_BACK, List.of(), "", List.of()),
                List.of(),
                answered ? null : question,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Event(at, StepId.KILL_SWITCH_ON, null, "Kill switch is on")),
                answered ? new Outcome(Outcome.Kind.RESTORED, "as it was", false) : null);
    }
}
