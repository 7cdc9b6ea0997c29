package dev.lastgood.catalog.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.catalog.CatalogFixture;
import dev.lastgood.catalog.explain.Explanation.Explained;
import dev.lastgood.catalog.explain.Explanation.OfService;
import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.decision.World;
import dev.lastgood.workflows.model.Alert;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Saved alerts, read in all their forms, and what would be decided about them. */
class ExplainerTest {
    private static final Instant NOW = Instant.parse("2026-11-20T20:50:00Z");
    private static final Catalog CATALOG = CatalogFixture.load("""
            services:
              checkout:
                impact: degraded
                alerts: {service: checkout}
                release: {type: git}
                decisions:
                  rules:
                    - {name: critical, when: {severity: critical}, action: at-once}
                    - {name: high, when: {severity: high}, action: veto, veto: 5m}
                    - {name: warning, when: {severity: warning}, action: watch, worse: {name: errors, type: http, url: x}}
                    - {name: low, when: {severity: low}, action: fix-forward}
                    - {name: rest, action: ask}
                  freezes: [{name: nights, schedule: 0 22 * * *, lasts: 8h}]
                environments: {production: {alerts: {env: prod}}, staging: {alerts: {env: staging}}}
            """);

    private static Explained explained(String severity) {
        String alert =
                "{\"labels\": {\"service\": \"checkout\", \"env\": \"prod\", \"severity\": \"" + severity + "\"}}";
        return Explainer.offline(CATALOG, NOW)
                .explain(SavedAlerts.read(alert, NOW), NOW, null)
                .alerts()
                .get(0);
    }

    @ParameterizedTest
    @Tag("T4")
    @CsvSource(
            delimiter = '|',
            value = {
                "critical|START|Find the previous release",
                "high|WAIT|tells people, who have 5m to veto; then Find the previous release",
                "warning|WAIT|watches for 10m; worse is that check errors fails; then Find the previous release",
                "low|FIX_FORWARD|people are told that the fix goes forward, and nothing is rolled back",
                "odd|ASK|asks a person; after a yes Find the previous release"
            })
    void eachServiceThatTakesItWithWhatWouldBeDone(String severity, Verdict verdict, String then) {
        OfService one = explained(severity).services().get(0);
        assertThat(one.service()).isEqualTo("checkout");
        assertThat(one.environment()).isEqualTo("production");
        assertThat(one.decision().verdict()).isEqualTo(verdict);
        assertThat(one.then()).startsWith(then);
    }

    @Test
    @Tag("T9")
    void atAnotherTimeTheFreezesAreThoseOfThen() {
        Instant night = Instant.parse("2026-11-20T23:00:00Z");
        Alert alert = SavedAlerts.read(
                        "{\"labels\": {\"service\": \"checkout\", \"env\": \"prod\", \"severity\": \"critical\"}}",
                        night)
                .get(0);
        OfService one = Explainer.offline(CATALOG, night)
                .explain(List.of(alert), night, null)
                .alerts()
                .get(0)
                .services()
                .get(0);
        assertThat(one.decision().verdict()).isEqualTo(Verdict.HELD);
        assertThat(one.decision().words()).startsWith("frozen, until 2026-11-21 06:00 UTC (nights)");
    }

    @Test
    void offlineItSaysWhatItDidNotLookAt() {
        assertThat(Explainer.offline(CATALOG, NOW).explain(List.of(), NOW, null).notes())
                .anyMatch(it -> it.contains("pause and brake"))
                .anyMatch(it -> it.contains("newest release"));
        assertThat(Explainer.of(CATALOG, service -> World.quiet(NOW))
                        .explain(List.of(), NOW, null)
                        .notes())
                .noneMatch(it -> it.contains("pause and brake"));
    }

    @Test
    @Tag("T11")
    void anAlertThatNoServiceTakesSaysSo() {
        List<Alert> alerts = SavedAlerts.read("{\"labels\": {\"service\": \"other\"}}", NOW);
        assertThat(Explainer.offline(CATALOG, NOW)
                        .explain(alerts, NOW, null)
                        .alerts()
                        .get(0)
                        .note())
                .startsWith("no service of the catalog takes it");
    }

    @Test
    void anAlertOfAnotherEnvironmentSaysWhose() {
        List<Alert> alerts = SavedAlerts.read("{\"labels\": {\"service\": \"checkout\", \"env\": \"prod\"}}", NOW);
        assertThat(Explainer.offline(CATALOG, NOW)
                        .explain(alerts, NOW, "staging")
                        .alerts()
                        .get(0)
                        .note())
                .isEqualTo("no service of that environment takes it, but checkout (production)");
    }

    @Test
    @Tag("T3")
    void resolvedSaysWhatThePolicyMakesOfIt() {
        List<Alert> alerts = SavedAlerts.read(
                "{\"status\": \"resolved\", \"labels\": {\"service\": \"checkout\", \"env\": \"prod\"}}", NOW);
        Explained one = Explainer.offline(CATALOG, NOW)
                .explain(alerts, NOW, null)
                .alerts()
                .get(0);
        assertThat(one.services()).isEmpty();
        assertThat(one.note()).startsWith("resolved: starts nothing").endsWith("on-resolved: ask");
    }

    @ParameterizedTest
    @Tag("T1")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"version\":\"4\",\"alerts\":[{\"status\":\"firing\",\"labels\":{\"a\":\"b\"},\"startsAt\":\"2026-11-20T20:43:40.632Z\"}]}",
                "[{\"status\":{\"state\":\"active\"},\"labels\":{\"a\":\"b\"},\"startsAt\":\"2026-11-20T20:43:40.632Z\"}]",
                "{\"labels\":{\"a\":\"b\"},\"startsAt\":\"2026-11-20T21:43:40.632+01:00\"}"
            })
    void allFormsInWhichPeopleSaveAlerts(String body) {
        assertThat(SavedAlerts.read(body, NOW)).singleElement().satisfies(it -> {
            assertThat(it.firing()).isTrue();
            assertThat(it.labels()).containsEntry("a", "b");
            assertThat(it.startsAt()).isEqualTo(Instant.parse("2026-11-20T20:43:40.632Z"));
            assertThat(it.fingerprint()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{|this is not JSON (line 1)",
                "5|the body of a webhook, or an alert, is expected",
                "{}|the alert has no labels",
                "{\"alerts\":[]}|'alerts' holds no alert",
                "{\"alerts\":[{\"labels\":{}},5]}|alerts[1] has no labels",
                "{\"labels\":{\"a\":1}}|the alert.labels.a is no text",
                "{\"labels\":{},\"startsAt\":\"now\"}|the alert.startsAt is no time",
                "{\"labels\":{},\"status\":\"odd\"}|the alert.status is 'odd'"
            })
    void whatIsNoAlertSaysWhatIsExpected(String body, String problem) {
        assertThatThrownBy(() -> SavedAlerts.read(body, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(problem);
    }
}
