package dev.lastgood.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A starter whose rollback asks one question, and ends once it is answered. */
class FollowTest {
    private static final ServiceRef SHOP = new ServiceRef("production", "shop");
    private static final JsonMapper JSON = new JsonMapper();

    final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    final AtomicInteger cleared = new AtomicInteger();
    volatile StarterApi.@Nullable Said said;
    volatile String execution = "RUNNING";
    HttpServer starter;

    @BeforeEach
    void start() throws IOException {
        starter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        starter.createContext("/", this::serve);
        starter.start();
    }

    @AfterEach
    void stop() {
        starter.stop(0);
    }

    @Test
    void printsWhatHappensAsksAndTellsTheAnswer() throws Exception {
        RollbackStatus end = follow(new Answers.ByItself(false)).toItsEnd();

        assertThat(end.outcome()).isNotNull();
        assertThat(said).isEqualTo(new StarterApi.Said("demo", null, "q1", Choice.APPROVE));
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("Kill switch is on")
                .contains("It asks: Give up 37 orders?")
                .contains("orders: 37 only in live")
                .contains("demo: yes, go on – the restore is approved");
    }

    @Test
    void clearsTheFaultBeforeItAnswersSoThatARetryOrAnUndoCanWork() throws Exception {
        follow(new Answers.ByItself(true)).toItsEnd();

        assertThat(said).isNotNull().extracting(StarterApi.Said::choice).isEqualTo(Choice.REJECT);
        assertThat(cleared).hasValue(1);
    }

    @Test
    void saysThatTheRollbackWasEndedFromOutside() {
        execution = "TERMINATED";

        assertThatThrownBy(() -> follow(new Answers.ByItself(false)).toItsEnd())
                .hasMessageContaining("ended from outside: someone terminated it");
    }

    private Follow follow(Answers answers) {
        URI address = URI.create("http://127.0.0.1:" + starter.getAddress().getPort());
        return new Follow(
                new StarterApi(address, "w", "a", SHOP),
                new Screen(new PrintStream(printed, true, StandardCharsets.UTF_8), false),
                answers,
                cleared::incrementAndGet);
    }

    private void serve(HttpExchange exchange) throws IOException {
        Object body;
        if (exchange.getRequestMethod().equals("POST")) {
            said = JSON.readValue(exchange.getRequestBody().readAllBytes(), StarterApi.Said.class);
            body = new Answer.Decided("q1", Choice.APPROVE, "the restore is approved");
        } else {
            body = new StarterApi.View(execution, "someone terminated it", status());
        }
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
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
