package dev.lastgood.activities.check.alerts;

import static dev.lastgood.workflows.model.CheckResult.Verdict.FAILED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.PASSED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.activities.Given;
import dev.lastgood.activities.check.Checks;
import dev.lastgood.activities.support.Http;
import dev.lastgood.activities.support.Site;
import dev.lastgood.workflows.model.CheckResult;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Answers that a real Alertmanager gives seldom; the usual ones are asked of a real one. */
@Tag("V6")
class AlertmanagerCheckTest {
    @AutoClose
    final Site site = new Site();

    @Test
    void alertsThatBeganLongAgoCanBeLeftOut() {
        alerts(alert("DiskOld", 90_000, "", ""), alert("Errors", 60, "", ""));

        assertThat(ask(Map.of("younger-than", "1d")).detail())
                .matches("1 alert fires: Errors for .* s, expected none for service=\"shop\";"
                        + " older than 1440 min, not counted: DiskOld");
    }

    @Test
    void inhibitedAlertsCountOnlyWhereAskedFor() {
        alerts(alert("Errors", 60, "", "\"f00d\""));

        Checks.says(ask(Map.of()), PASSED, "nothing fires for service=\"shop\"; inhibited, not counted: Errors");
        assertThat(ask(Map.of("count-inhibited", true)).verdict()).isEqualTo(FAILED);
    }

    @Test
    @Tag("V10")
    void whereTheAlertThatAlwaysFiresDoesNotItIsUnknown() {
        alerts();

        assertThat(ask(Map.of("heartbeat", List.of("alertname=\"Watchdog\""))).detail())
                .startsWith("no data: alertname=\"Watchdog\", which always fires, does not");
    }

    @Test
    @Tag("V10")
    void oddAnswersAreUnknown() {
        site.on("/api/v2/alerts", 200, "<html>");
        assertThat(ask(Map.of()).verdict()).isEqualTo(UNKNOWN);

        site.on("/api/v2/alerts", 200, "{\"status\":\"success\"}");
        assertThat(ask(Map.of()).detail()).startsWith("could not be asked: Alertmanager answered without a list");

        site.on("/api/v2/alerts", 500, "out of memory");
        Checks.says(ask(Map.of()), UNKNOWN, "could not be asked: Alertmanager answered 500: out of memory");

        alerts("{\"labels\":{},\"startsAt\":\"yesterday\",\"status\":{}}");
        assertThat(ask(Map.of()).detail()).endsWith("names a time that is none: 'yesterday'");
    }

    @Test
    @Tag("V10")
    void aMatcherThatIsNoneIsUnknown() {
        assertThat(ask(Map.of("matchers", List.of("service:shop"))).verdict()).isEqualTo(UNKNOWN);
        assertThat(ask(Map.of("matchers", List.of())).detail()).contains("every alert of every service would count");
    }

    private void alerts(String... alerts) {
        site.on("/api/v2/alerts", 200, "[" + String.join(",", alerts) + "]");
    }

    private static String alert(String name, long secondsAgo, String silencedBy, String inhibitedBy) {
        return "{\"labels\":{\"alertname\":\"" + name + "\"},\"startsAt\":\""
                + Instant.now().minusSeconds(secondsAgo)
                + "\",\"status\":{\"state\":\"active\",\"silencedBy\":[" + silencedBy + "],\"inhibitedBy\":["
                + inhibitedBy + "]}}";
    }

    private CheckResult ask(Map<String, Object> more) {
        var settings = new HashMap<String, Object>(Map.of("matchers", List.of("service=\"shop\"")));
        settings.put("server", site.url("/"));
        settings.putAll(more);
        return Checks.ask(new AlertmanagerCheck(Given.settings(), new Http()), settings);
    }
}
