package dev.lastgood.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.client.RollbackClient;
import dev.lastgood.workflows.client.TriageClient;
import dev.lastgood.workflows.client.TriageView;
import dev.lastgood.workflows.decision.Action;
import dev.lastgood.workflows.decision.Annotations;
import dev.lastgood.workflows.decision.Decider;
import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.decision.Policy;
import dev.lastgood.workflows.decision.Rule;
import dev.lastgood.workflows.decision.World;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Cause;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.triage.TriageStatus.Outcome;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An alert whose rule gives people a veto window, on a real Temporal with a real worker, platform and history. */
@Execution(ExecutionMode.CONCURRENT)
class TriageTest extends LaneTest {
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    @Test
    @Tag("T5")
    void aVetoOverTheApiEndsItNothingIsTouchedAndTheDecisionIsOnRecord() throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.damage());
                StarterInside starter = new StarterInside(lane, shop)) {
            triage(shop, Duration.ofMinutes(10));
            seen(shop, view -> view.status() != null && view.status().question() != null);

            var answer = post(
                    starter,
                    "/api/triages/production/" + shop.name() + "/answers",
                    "{\"by\":\"Cleo\",\"way\":\"VETO\",\"comment\":\"a load test\"}");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(ended(shop).kind()).isEqualTo(Outcome.Kind.VETOED);
            assertThat(shop.switched()).isEmpty();
            assertThat(shop.messages()).anyMatch(it -> it.contains("unless somebody objects"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> get(starter, "/api/decisions?service=" + shop.name())
                            .contains("vetoed by Cleo: a load test"));
        }
    }

    @Test
    @Tag("T5")
    @Tag("T9")
    void whatNobodyVetoesIsLookedAtAgainAndRolledBack() throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.damage())) {
            triage(shop, Duration.ofSeconds(4));

            assertThat(ended(shop).kind()).isEqualTo(Outcome.Kind.ROLLED_BACK);
            lane.approveToTheEnd(shop);
            Restored.assertIs(lane, shop);
        }
    }

    @Test
    @Tag("T9")
    void aRollbackAtOnceLooksFirstAndIsQuickAllTheSame() throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.damage())) {
            RollbackRequest request = request(shop, Rule.of("P0", List.of(), Action.AT_ONCE));
            new RollbackClient(lane.connection.client())
                    .alert(request, request.cause().alert());

            lane.until(shop, view -> shop.killSwitchOn());

            var events = lane.connection
                    .client()
                    .fetchHistory(shop.ref().rollbackId())
                    .getEvents();
            assertThat(scheduled(events)).first().isEqualTo("LookBeforeRollback");
            // From when a worker has it: on a busy machine it may take its time to start.
            Instant taken = events.stream()
                    .filter(it -> it.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED)
                    .map(TriageTest::time)
                    .findFirst()
                    .orElseThrow();
            assertThat(Duration.between(taken, time(first(events, "TurnKillSwitch"))))
                    .isLessThan(Duration.ofSeconds(5));
            lane.approveToTheEnd(shop);
        }
    }

    private static List<String> scheduled(List<HistoryEvent> events) {
        return events.stream()
                .filter(it -> it.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
                .map(it -> it.getActivityTaskScheduledEventAttributes()
                        .getActivityType()
                        .getName())
                .toList();
    }

    private static HistoryEvent first(List<HistoryEvent> events, String activity) {
        return events.stream()
                .filter(it -> it.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED
                        && it.getActivityTaskScheduledEventAttributes()
                                .getActivityType()
                                .getName()
                                .equals(activity))
                .findFirst()
                .orElseThrow();
    }

    private static Instant time(HistoryEvent event) {
        return Instant.ofEpochSecond(
                event.getEventTime().getSeconds(), event.getEventTime().getNanos());
    }

    private void triage(TinyShop shop, Duration veto) {
        var rule = new Rule(
                "P1 - High", List.of(), Action.VETO, null, veto, Rule.WATCH, null, Rule.HOTFIX, Set.of(), null);
        RollbackRequest request = request(shop, rule);
        new TriageClient(lane.connection.client())
                .triage(request, request.cause().alert(), request.cause().decision());
    }

    private static RollbackRequest request(TinyShop shop, Rule rule) {
        Policy standard = Policy.standard();
        var policy = new Policy(
                List.of(rule),
                standard.onResolved(),
                standard.cooldown(),
                standard.releaseWindow(),
                standard.clockAllowance(),
                standard.alertFor(),
                standard.whenReleaseUnknown(),
                List.of(),
                new Policy.Brake(0, Duration.ofMinutes(10)));
        var alert = new Alert(
                UUID.randomUUID().toString(),
                true,
                Instant.now(),
                Map.of("alertname", "OrdersWrong", "service", shop.name()),
                Map.of("summary", "orders are wrong", Annotations.RELEASE, "1.1.0"),
                "");
        Decision decision = Decider.decide(alert, policy, World.quiet(Instant.now()));
        return new RollbackRequest(
                UUID.randomUUID().toString(),
                decided(shop.catalog().get(shop.name(), null), policy),
                new Cause("alertmanager", "orders are wrong", alert, decision),
                Mode.ROLL_BACK,
                Set.of(),
                null,
                null,
                false);
    }

    private static Service decided(Service it, Policy policy) {
        return new Service(
                it.ref(),
                it.impact(),
                it.killSwitch(),
                it.release(),
                it.database(),
                it.evidence(),
                it.checks(),
                it.watch(),
                it.approval(),
                it.channels(),
                it.budgets(),
                it.contacts(),
                it.taskQueue(),
                policy,
                null,
                null,
                null,
                null);
    }

    private Outcome ended(TinyShop shop) {
        return seen(shop, view -> view.status() != null && view.status().outcome() != null)
                .status()
                .outcome();
    }

    private TriageView seen(TinyShop shop, Predicate<TriageView> wanted) {
        var triages = new TriageClient(lane.connection.client());
        return Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> triages.look(shop.ref()).orElseThrow(), wanted);
    }

    private static HttpResponse<String> post(StarterInside starter, String path, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(starter.url() + path))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static String get(StarterInside starter, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(starter.url() + path)).build(), BodyHandlers.ofString())
                .body();
    }
}
