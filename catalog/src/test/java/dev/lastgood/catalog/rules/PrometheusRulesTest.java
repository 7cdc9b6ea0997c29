package dev.lastgood.catalog.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.catalog.settings.SettingsMapper;
import dev.lastgood.workflows.model.ServiceRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

@Tag("T7")
class PrometheusRulesTest {
    private static final ServiceRef SHOP = new ServiceRef("production", "shop");

    @Test
    void everyRuleCarriesWhatRoutesItAndWhatTellsWhenTheTroubleBegan() {
        for (Map<String, Object> rule : rules(Map.of("service", "shop"), Map.of("runbook", "https://w/shop"))
                .values()) {
            assertThat(map(rule, "labels"))
                    .containsEntry("service", "shop")
                    .containsEntry("env", "production")
                    .containsEntry("rollback", "true")
                    .containsKey("severity");
            assertThat(map(rule, "annotations"))
                    .containsKeys("summary", "description")
                    .containsEntry("runbook_url", "https://w/shop")
                    .containsEntry("lastgood_for", rule.get("for"))
                    .hasEntrySatisfying(
                            "lastgood_range", it -> assertThat(it).asString().matches("\\d+[smh]"));
        }
    }

    @Test
    void theRangeIsTheLongestThatTheTroubleIsLookedForInNotWhatItIsComparedWith() {
        var rules = rules(Map.of(), Map.of());

        assertThat(annotation(rules, "HighErrorRate10m", "lastgood_for")).isEqualTo("10m");
        assertThat(annotation(rules, "HighErrorRate10m", "lastgood_range")).isEqualTo("2m");
        assertThat(annotation(rules, "MoreErrorsThanBefore", "lastgood_range")).isEqualTo("2m");
        assertThat(annotation(rules, "MemoryLeaks", "lastgood_range")).isEqualTo("30m");
        assertThat(annotation(rules, "RowsVanish", "lastgood_range")).isEqualTo("10m");
        assertThat(annotation(rules, "HealthCheckFails", "lastgood_range")).isEqualTo("0s");
    }

    @Test
    void theSeriesAreThoseWithTheLabelsOfItsAlertsUnlessASelectorSaysOtherwise() {
        assertThat(expr(rules(Map.of("service", "shop", "env", "prod"), Map.of()), "ApplicationDown"))
                .isEqualTo("max(up{service=\"shop\",env=\"prod\"}) == 0\n");
        assertThat(expr(rules(Map.of("service", "shop"), Map.of("selector", "job=~\"shop.*\"")), "ApplicationDown"))
                .isEqualTo("max(up{job=~\"shop.*\"}) == 0\n");
    }

    @Test
    void quotesAndBackslashesStayWithinTheirText() {
        var settings = Map.<String, Object>of("metrics", Map.of("critical-paths", "/a\\.b\"c"));

        assertThat(expr(rules(Map.of("service", "a\"b"), settings), "CriticalEndpointFails"))
                .contains("path=~\"/a\\\\.b\\\"c\"", "service=\"a\\\"b\"");
    }

    @Test
    void metricsTimesSeveritiesAndTheRulesThemselvesAreTheTeams() {
        var rules = rules(
                Map.of(),
                Map.of(
                        "without", List.of("HighErrorRate10m"),
                        "for", Map.of("HighErrorRate5m", "90s"),
                        "severities", Map.of("critical", "P0", "HighErrorRate5m", "P1"),
                        "range", "1m",
                        "metrics", Map.of("requests", "http_server_requests_seconds_count", "status-label", "code")));

        assertThat(rules).doesNotContainKey("HighErrorRate10m");
        assertThat(rules.get("HighErrorRate5m")).containsEntry("for", "1m30s");
        assertThat(map(rules.get("HighErrorRate5m"), "labels")).containsEntry("severity", "P1");
        assertThat(map(rules.get("SlowResponses"), "labels")).containsEntry("severity", "P0");
        assertThat(expr(rules, "HighErrorRate5m"))
                .contains("http_server_requests_seconds_count{code=~\"5..\",")
                .contains("[1m]")
                .doesNotContain("[2m]");
    }

    @Test
    void thePageNamesEveryRuleAndItsExampleLoads(@TempDir Path folder) throws IOException {
        String page = Files.readString(Path.of("../docs/rules.md"));

        assertThat(PrometheusRules.names()).allSatisfy(it -> assertThat(page).contains("`" + it + "`"));
        String example = page.substring(page.indexOf("```yaml") + 7, page.indexOf("```\n", page.indexOf("```yaml")));
        assertThat(Catalog.load(Files.writeString(folder.resolve("lastgood.yml"), example))
                        .prometheusRules(SHOP))
                .contains("sum(rate(http_server_requests_seconds_count{status=~\"5..\",job=\"shop\"}[2m]))");
    }

    private static Map<String, Map<String, Object>> rules(Map<String, String> alerts, Map<String, Object> settings) {
        String yaml = PrometheusRules.of(SHOP, alerts, new SettingsMapper().bind(settings, RuleSettings.class));
        var file = (Map<String, List<Map<String, List<Map<String, Object>>>>>) new Load(
                        LoadSettings.builder().build())
                .loadFromString(yaml);
        return file.get("groups").get(0).get("rules").stream()
                .collect(Collectors.toMap(it -> it.get("alert").toString(), it -> it));
    }

    private static Map<String, Object> map(Map<String, Object> rule, String key) {
        return (Map<String, Object>) rule.get(key);
    }

    private static Object annotation(Map<String, Map<String, Object>> rules, String rule, String annotation) {
        return map(rules.get(rule), "annotations").get(annotation);
    }

    private static String expr(Map<String, Map<String, Object>> rules, String rule) {
        return rules.get(rule).get("expr").toString();
    }
}
