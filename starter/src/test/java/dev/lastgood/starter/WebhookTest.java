package dev.lastgood.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No worker is up here: what the webhook says holds without one. */
@Tag("T1")
class WebhookTest extends StarterTestBase {
    @Test
    void a_firing_alert_starts_a_rollback_with_no_worker_up() {
        Web.Reply reply = starter.alert(Alerts.firing("s1"));

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.text("/alerts/0/decision")).isEqualTo("STARTED");
        assertThat(reply.text("/alerts/0/service")).isEqualTo("s1");
        assertThat(reply.text("/alerts/0/environment")).isEqualTo("production");
        assertThat(reply.text("/alerts/0/rollback")).isEqualTo("rollback-production-s1");
        assertThat(reply.text("/message")).startsWith("1 started");
        var started = temporal.client()
                .newUntypedWorkflowStub("rollback-production-s1")
                .describe();
        assertThat(started.getStaticSummary()).isEqualTo("Roll back s1 (production): error rate high");
        assertThat(started.getMemo("by", String.class)).isEqualTo("alertmanager");
    }

    @Test
    @Tag("T2")
    void a_second_alert_joins() {
        starter.alert(Alerts.firing("s2"));

        Web.Reply reply = starter.alert(Alerts.firing("s2"));

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.text("/alerts/0/decision")).isEqualTo("JOINED");
    }

    @Test
    @Tag("T2")
    void an_alert_joins_a_rollback_that_a_person_started_with_another_plan() {
        starter.post(
                "/api/rollbacks", "{\"service\":\"s3\",\"mode\":\"CONTAIN\",\"by\":\"Ada\",\"reason\":\"stop it\"}");

        assertThat(starter.alert(Alerts.firing("s3")).text("/alerts/0/decision"))
                .isEqualTo("JOINED");
    }

    @Test
    @Tag("T2")
    void two_starters_with_five_copies_each_at_the_same_instant_start_one_rollback() throws Exception {
        String body = Alerts.firing("s4");
        CyclicBarrier together = new CyclicBarrier(10);
        ExecutorService threads = Executors.newFixedThreadPool(10);
        try (Web other = another()) {
            List<Callable<String>> copies = IntStream.range(0, 10)
                    .mapToObj(i -> (Callable<String>) () -> {
                        together.await();
                        Web.Reply reply = (i % 2 == 0 ? starter : other).alert(body);
                        return reply.status() + " " + reply.text("/alerts/0/decision");
                    })
                    .toList();
            List<String> decisions =
                    threads.invokeAll(copies).stream().map(StarterTestBase::get).toList();

            assertThat(decisions).containsOnlyOnce("202 STARTED");
            assertThat(decisions).filteredOn("202 JOINED"::equals).hasSize(9);
        } finally {
            threads.shutdownNow();
        }
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(temporal.client().listExecutions("WorkflowId = 'rollback-production-s4'"))
                                .hasSize(1));
    }

    @Test
    void alerts_of_two_services_in_one_message_are_decided_each_by_itself() {
        Web.Reply reply = starter.alert(Alerts.firing("s5", "unheard-of", "s6", "s5"));

        assertThat(reply.json()
                        .get("alerts")
                        .valueStream()
                        .map(it -> it.get("decision").asString()))
                .containsExactly("STARTED", "IGNORED", "STARTED", "JOINED");
    }

    @Test
    void an_alert_that_no_service_takes_is_answered_with_the_reason() {
        Web.Reply reply = starter.alert(Alerts.firing("unheard-of"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/message")).contains("no service of the catalog matches", "unheard-of");
    }

    @Test
    @Tag("T3")
    void resolved_alone_starts_nothing() {
        Web.Reply reply = starter.alert(Alerts.resolved("s7"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/alerts/0/decision")).isEqualTo("IGNORED");
        assertThat(reply.text("/alerts/0/reason")).contains("resolved");
        assertThat(starter.get("/api/rollbacks/production/s7").status()).isEqualTo(404);
    }

    @Test
    @Tag("T3")
    void resolved_for_a_running_rollback_is_signalled_to_it() {
        starter.alert(Alerts.firing("s8"));

        Web.Reply reply = starter.alert(Alerts.resolved("s8"));

        assertThat(reply.text("/alerts/0/decision")).isEqualTo("JOINED");
        assertThat(reply.text("/alerts/0/reason")).contains("resolved");
    }

    @Test
    @Tag("T2")
    void an_alert_that_fires_since_before_the_last_rollback_ended_starts_no_second_one() {
        Instant before = Instant.now();
        starter.alert(Alerts.firingSince(before, "s9"));
        WorkerFactory worker = Lab.worker(temporal.client());
        try {
            starter.post("/api/rollbacks/production/s9/approve", "{\"by\":\"Ada\"}");
            temporal.client().newUntypedWorkflowStub("rollback-production-s9").getResult(Void.class);
        } finally {
            worker.shutdownNow();
            worker.awaitTermination(10, java.util.concurrent.TimeUnit.SECONDS);
        }

        assertThat(starter.alert(Alerts.firingSince(before, "s9")).text("/alerts/0/reason"))
                .contains("firing since before the last rollback");
        Web.Reply anew = starter.alert(Alerts.firing("s9"));
        assertThat(anew.text("/alerts/0/decision")).isEqualTo("ASKED");
        assertThat(anew.text("/alerts/0/reason")).contains("cooldown");
    }

    @Test
    @Tag("T3")
    void truncated_alerts_are_said() {
        String body = Alerts.firing("unheard-of").replace("\"truncatedAlerts\":0", "\"truncatedAlerts\":7");

        assertThat(starter.alert(body).text("/message")).contains("7 alerts were left out by Alertmanager");
    }

    @Test
    void the_genuine_body_of_an_alertmanager_is_understood() throws IOException {
        String body = Files.readString(Path.of("src/test/resources/alertmanager-01-firing.json"));

        Web.Reply reply = starter.alert(body);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/alerts/0/reason")).contains("checkout");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {"version":"4"                                              | is not JSON
                    ~~                                                          | webhook, version 4
                    []                                                          | webhook, version 4
                    {"alerts":[]}                                               | its version is missing, expected "4"
                    {"version":"3","alerts":[]}                                 | its version is '3', expected "4"
                    {"version":4,"alerts":[]}                                   | version has the wrong type
                    {"version":"4"}                                             | 'alerts' is missing
                    {"version":"4","alerts":{}}                                 | alerts has the wrong type
                    {"version":"4","truncatedAlerts":"x","alerts":[]}           | truncatedAlerts has the wrong type
                    {"version":"4","alerts":[null]}                             | alerts[0] is null
                    {"version":"4","alerts":[{"status":"firing"}]}              | alerts[0].fingerprint is missing
                    {"version":"4","alerts":[{"status":"burning"}]}             | alerts[0].status is 'burning'
                    {"version":"4","alerts":[{"labels":{"a":{"b":"c"}}}]}       | alerts[0].labels.a has the wrong type
                    {"version":"4","alerts":[{"labels":{"a":1}}]}               | alerts[0].labels.a has the wrong type
                    {"version":"4","alerts":[{"status":"firing","fingerprint":"f","startsAt":"now"}]} | alerts[0].startsAt is no time
                    """)
    void a_body_that_is_not_understood_is_refused_with_what_is_expected(String body, String said) {
        Web.Reply reply = starter.alert(body == null ? "" : body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.type()).startsWith("application/problem+json");
        assertThat(reply.text("/detail")).contains(said);
    }

    @Test
    void no_token_is_401() {
        Web.Reply reply = starter.send("POST", "/webhooks/alertmanager", Alerts.firing("s10"), null);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.text("/detail")).contains("Authorization: Bearer");
    }

    @Test
    void a_wrong_token_is_401_and_starts_nothing() {
        Web.Reply reply = starter.send("POST", "/webhooks/alertmanager", Alerts.firing("s10"), "wrong");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.body()).doesNotContain(Lab.WEBHOOK_TOKEN);
        assertThat(starter.get("/api/rollbacks/production/s10").status()).isEqualTo(404);
    }

    @Test
    void five_megabytes_are_413() {
        String body = "{\"version\":\"4\",\"x\":\"" + "a".repeat(5 * 1024 * 1024) + "\"}";

        assertThat(starter.alert(body).status()).isEqualTo(413);
    }

    @Test
    void a_receiver_that_the_settings_do_not_list_is_ignored_with_the_reason() {
        try (Web choosy = another("lastgood.webhook.receivers=lastgood")) {
            Web.Reply reply = choosy.alert(Alerts.firing("s11"));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text("/alerts/0/reason")).contains("receiver 'rb'");
        }
    }

    @Test
    void temporal_refusing_connections_is_503_within_five_seconds() {
        try (Web lost = Lab.starter("127.0.0.1:1", "default")) {
            unreachableSoon(lost);
        }
    }

    @Test
    void a_temporal_that_never_answers_is_503_within_five_seconds() throws IOException {
        try (ServerSocket silent = new ServerSocket(0);
                Web lost = Lab.starter("127.0.0.1:" + silent.getLocalPort(), "default")) {
            unreachableSoon(lost);
        }
    }

    private static void unreachableSoon(Web lost) {
        Instant asked = Instant.now();
        Web.Reply reply = lost.alert(Alerts.firing("s12"));

        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.text("/detail")).contains("Temporal can't be reached");
    }
}
