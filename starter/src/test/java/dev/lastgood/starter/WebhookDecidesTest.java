package dev.lastgood.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.catalog.file.CatalogFile;
import dev.lastgood.workflows.client.HoldClient;
import dev.lastgood.workflows.client.RollbackView;
import dev.lastgood.workflows.decision.Action;
import dev.lastgood.workflows.model.Channel;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.Target;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each alert gets what the catalog says about it; no worker is up, and two starters take turns. */
class WebhookDecidesTest extends StarterTestBase {
    private Web other;

    @BeforeAll
    void takeTurns() {
        other = another();
    }

    @AfterAll
    void takeNoTurns() {
        other.close();
    }

    @Test
    @Tag("T4")
    void aVetoWindowIsATriageAndTheAnswerSaysUntilWhen() {
        Web.Reply reply = starter.alert(Alerts.firing("veto1"));

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.text("/alerts/0/decision")).isEqualTo("WAITING");
        assertThat(reply.text("/alerts/0/triage")).isEqualTo("triage-production-veto1");
        assertThat(reply.text("/message")).startsWith("1 waiting").contains("until");
        assertThat(runs("triage-production-veto1")).isTrue();
        assertThat(started("veto1")).isFalse();
    }

    @Test
    @Tag("T2")
    void repeatsAndOtherAlertsJoinTheTriageWhicheverStarterTakesThem() {
        Instant since = Instant.now();
        starter.alert(Alerts.firingSince(since, "veto2"));

        assertThat(other.alert(Alerts.firingSince(since, "veto2")).text("/alerts/0/decision"))
                .isEqualTo("JOINED");
        assertThat(starter.alert(Alerts.firing("veto2")).text("/alerts/0/decision"))
                .isEqualTo("JOINED");
    }

    @Test
    @Tag("T3")
    void resolvedIsToldToTheTriage() {
        starter.alert(Alerts.firing("veto3"));

        Web.Reply reply = starter.alert(Alerts.resolved("veto3"));

        assertThat(reply.text("/alerts/0/decision")).isEqualTo("JOINED");
        assertThat(reply.text("/alerts/0/reason")).contains("resolved", "being decided");
    }

    @Test
    @Tag("T4")
    void aPersonIsAskedWhereTheRuleSaysSo() {
        Web.Reply reply = starter.alert(Alerts.firing("asks1"));

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.text("/message")).startsWith("1 asked");
        assertThat(started("asks1")).isFalse();
    }

    @Test
    @Tag("T4")
    void whatIsFixedForwardOrIgnoredStartsNothingAndIsKept() {
        Web.Reply fixed = starter.alert(Alerts.firing("fixes1"));
        Web.Reply ignored = starter.alert(Alerts.firing("ignores1"));

        assertThat(fixed.status()).isEqualTo(200);
        assertThat(fixed.text("/message")).startsWith("1 fix forward");
        assertThat(ignored.status()).isEqualTo(200);
        assertThat(ignored.text("/message")).startsWith("1 ignored");
        Awaitility.await()
                .untilAsserted(() -> assertThat(temporal.client().listExecutions("WorkflowType = 'NoteDecision'"))
                        .hasSizeGreaterThanOrEqualTo(2));
    }

    @Test
    @Tag("T9")
    void aPausedServiceIsHeldWithTheReason() {
        new HoldClient(temporal.client())
                .pause(service("starts1").ref(), "moving house", "Ada", Duration.ofHours(1), List.of());

        Web.Reply reply = starter.alert(Alerts.firing("starts1"));

        assertThat(reply.text("/alerts/0/decision")).isEqualTo("HELD");
        assertThat(reply.text("/alerts/0/reason")).contains("Ada", "moving house");
        assertThat(started("starts1")).isFalse();
    }

    @Test
    @Tag("T11")
    void anAlertThatNoServiceTakesIsKeptCountedAndAnswered() {
        Web.Reply reply = starter.alert(Alerts.firing("nowhere"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(starter.get("/actuator/prometheus").body())
                .contains("lastgood_alerts_total{", "decision=\"unrouted\"");
        Awaitility.await()
                .untilAsserted(() -> assertThat(temporal.client()
                                .listExecutions("WorkflowType = 'NoteDecision'")
                                .map(it -> input(it.getExecution().getWorkflowId())))
                        .as("told to the channels that the catalog names for it")
                        .anyMatch(it -> it.contains("nowhere") && it.contains("\"routing\"")));
    }

    @Test
    @Tag("T2")
    void aStormOfRepeatsGroupsAndOtherAlertsAtTwoStartersStartsOneRollbackAndAllAreInIt() throws Exception {
        Instant since = Instant.now();
        List<String> bodies = IntStream.range(0, 40)
                .mapToObj(i -> Alerts.message(Stream.of(
                        Alerts.item("firing", "starts2", since.plusMillis(i / 4)),
                        Alerts.item("firing", "starts2", since.plusMillis(100 + i / 4)))))
                .toList();
        var threads = Executors.newFixedThreadPool(8);
        try {
            List<Web.Reply> replies = threads
                    .invokeAll(IntStream.range(0, bodies.size())
                            .<java.util.concurrent.Callable<Web.Reply>>mapToObj(
                                    i -> () -> (i % 2 == 0 ? starter : other).alert(bodies.get(i)))
                            .toList())
                    .stream()
                    .map(StarterTestBase::get)
                    .toList();

            assertThat(replies).allMatch(it -> it.status() == 202);
            assertThat(replies.stream().flatMap(it -> it.json().get("alerts").valueStream()))
                    .filteredOn(it -> it.get("decision").asString().equals("STARTED"))
                    .hasSize(1);
        } finally {
            threads.shutdownNow();
        }
        WorkerFactory worker = Lab.worker(temporal.client());
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(heard("starts2")).isEqualTo(80));
        } finally {
            worker.shutdownNow();
        }
    }

    /** The fake keeps every signal in its timeline; which of them are repeats is the real one's to say. */
    private long heard(String service) {
        RollbackView view = new dev.lastgood.workflows.client.RollbackClient(temporal.client())
                .look(service(service).ref())
                .orElseThrow();
        return view.status() == null
                ? 0
                : view.status().timeline().stream()
                        .filter(it -> it.text().startsWith("alert"))
                        .count();
    }

    private String input(String workflow) {
        return temporal.client()
                .fetchHistory(workflow)
                .getEvents()
                .get(0)
                .getWorkflowExecutionStartedEventAttributes()
                .getInput()
                .getPayloads(0)
                .getData()
                .toStringUtf8();
    }

    private boolean runs(String workflow) {
        return temporal.client()
                .newUntypedWorkflowStub(workflow)
                .describe()
                .getStatus()
                .name()
                .endsWith("RUNNING");
    }

    private boolean started(String service) {
        return starter.get("/api/rollbacks/production/" + service).status() != 404;
    }

    @Override
    Catalog catalog() {
        var routing = new Channel(new Target("slack", "routing", Map.of()), Set.of(Notice.Kind.DECISION));
        return Catalog.of(new CatalogFile.Loaded(entries(), List.of(routing), List.of()));
    }

    private static List<Catalog.Entry> entries() {
        return Stream.of("veto1", "veto2", "veto3", "asks1", "fixes1", "ignores1", "starts1", "starts2")
                .map(it -> new Catalog.Entry(service(it), Map.of("service", it)))
                .toList();
    }

    private static Service service(String name) {
        Action action = Stream.of(Action.values())
                .filter(it -> name.startsWith(
                        switch (it) {
                            case VETO -> "veto";
                            case ASK -> "asks";
                            case FIX_FORWARD -> "fixes";
                            case IGNORE -> "ignores";
                            case AT_ONCE -> "starts";
                            case WATCH -> "watches";
                        }))
                .findFirst()
                .orElseThrow();
        return Lab.deciding(name, action);
    }
}
