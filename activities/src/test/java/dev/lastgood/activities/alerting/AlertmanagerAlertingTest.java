package dev.lastgood.activities.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.activities.Given;
import dev.lastgood.activities.support.Http;
import dev.lastgood.workflows.activities.AlertingActivities.Lift;
import dev.lastgood.workflows.activities.AlertingActivities.Silence;
import dev.lastgood.workflows.activities.AlertingActivities.Silenced;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** On a real Alertmanager. Each test has a service of its own. */
@Tag("T3")
class AlertmanagerAlertingTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path folder;

    private static RealAlertmanager alertmanager;
    private final AlertmanagerAlerting alerting = new AlertmanagerAlerting(Given.settings(), new Http());

    @BeforeAll
    static void start() throws IOException {
        alertmanager = RealAlertmanager.start(folder);
    }

    @AfterAll
    static void stop() {
        if (alertmanager != null) {
            alertmanager.close();
        }
    }

    @Test
    void theServicesAlertsAreSilentAndOthersAreNot() {
        fires("shop");
        fires("other");

        silence("shop", Duration.ofHours(1));

        Awaitility.await().untilAsserted(() -> {
            assertThat(state("shop")).isEqualTo("suppressed");
            assertThat(state("other")).isEqualTo("active");
        });
    }

    @Test
    void askedForAgainItLastsLongerAndThereIsOne() {
        silence("twice", Duration.ofMinutes(10));
        Silenced longer = silence("twice", Duration.ofHours(2));

        assertThat(active("twice")).hasSize(1);
        assertThat(Instant.parse(active("twice").get(0).get("endsAt").asString()))
                .isAfter(Instant.now().plus(Duration.ofMinutes(100)));
        assertThat(active("twice").get(0).get("id").asString()).isEqualTo(longer.id());
    }

    @Test
    void liftedItIsOverAndLiftedAgainNothingHappens() {
        silence("lifted", Duration.ofHours(1));

        assertThat(lift("lifted")).contains("is lifted");
        assertThat(lift("lifted")).contains("No silence");
        assertThat(active("lifted")).isEmpty();
    }

    @Test
    void whatAPersonSilencedIsLeftAlone() {
        String endsAt = Instant.now().plus(Duration.ofHours(1)).toString();
        alertmanager.post("/api/v2/silences", """
                {"matchers":[{"name":"service","value":"theirs","isRegex":false,"isEqual":true}],"startsAt":"%s","endsAt":"%s",
                 "createdBy":"ada","comment":"maintenance"}""".formatted(Instant.now(), endsAt));
        silence("theirs", Duration.ofHours(1));

        lift("theirs");

        assertThat(active("theirs"))
                .singleElement()
                .matches(it -> it.get("createdBy").asString().equals("ada"));
    }

    private Silenced silence(String service, Duration time) {
        return alerting.silence(
                new Silence(rollback(service), target(service), Instant.now().plus(time)));
    }

    private String lift(String service) {
        return alerting.lift(new Lift(rollback(service), target(service))).detail();
    }

    private static RollbackRef rollback(String service) {
        return new RollbackRef(new dev.lastgood.workflows.model.ServiceRef("production", service), "1a2b3c4d");
    }

    private static Target target(String service) {
        return new Target(
                "alertmanager",
                "alertmanager",
                Map.of("url", alertmanager.url(), "matchers", List.of("service=\"" + service + "\"")));
    }

    private static void fires(String service) {
        alertmanager.post(
                "/api/v2/alerts", "[{\"labels\":{\"alertname\":\"HighErrorRate\",\"service\":\"" + service + "\"}}]");
    }

    private static String state(String service) {
        return JSON.readTree(alertmanager.get("/api/v2/alerts"))
                .valueStream()
                .filter(it -> it.at("/labels/service").asString().equals(service))
                .map(it -> it.at("/status/state").asString())
                .findFirst()
                .orElse("none");
    }

    private static List<JsonNode> active(String service) {
        return JSON.readTree(alertmanager.get("/api/v2/silences"))
                .valueStream()
                .filter(it -> it.at("/matchers/0/value").asString().equals(service))
                .filter(it -> !it.at("/status/state").asString().equals("expired"))
                .toList();
    }
}
