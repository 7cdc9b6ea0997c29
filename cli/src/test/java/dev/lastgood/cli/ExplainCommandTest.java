package dev.lastgood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.catalog.explain.Explanation;
import dev.lastgood.catalog.explain.Explanation.Explained;
import dev.lastgood.catalog.explain.Explanation.OfService;
import dev.lastgood.workflows.decision.Action;
import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.decision.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("T4")
class ExplainCommandTest {
    private static final Instant AT = Instant.parse("2026-11-21T14:05:00Z");

    @TempDir
    Path folder;

    private Path alert;
    private Path catalog;

    @BeforeEach
    void write() throws Exception {
        alert = Files.writeString(
                folder.resolve("alert.json"), "{\"labels\": {\"service\": \"shop\", \"severity\": \"P0\"}}");
        catalog = Files.writeString(folder.resolve("lastgood.yml"), """
                services:
                  shop:
                    impact: degraded
                    alerts: {service: shop}
                    decisions: {rules: [{name: P0 - Critical, when: {severity: P0}, action: at-once, within: 5m}]}
                    environments: {production: {}}
                """);
    }

    private FakeStarter.Ran offline(String... more) {
        var arguments = new java.util.ArrayList<>(
                List.of("explain", alert.toString(), "--direct", "--catalog", catalog.toString()));
        arguments.addAll(List.of(more));
        return FakeStarter.runAlone(arguments.toArray(String[]::new));
    }

    @Test
    void offline_the_catalog_alone_decides_and_the_command_says_what_it_did_not_look_at() {
        var ran = offline("--at", "2026-11-21T14:02:00Z");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out())
                .contains("shop (production): START\n    - P0 - Critical: roll back at once, within 5m of 14:02 UTC")
                .contains("Not looked at, as only the catalog was: rollbacks that run, the last one, pause and brake.")
                .contains("Nothing was started.");
    }

    /** What docs/decisions.md shows is what comes of a body that Alertmanager sent. */
    @Test
    void the_page_shows_what_it_prints() throws Exception {
        String page = Files.readString(Path.of("../docs/decisions.md"));
        String section = page.substring(page.indexOf("## Trying rules"));
        int begin = section.indexOf("```yaml\n") + "```yaml\n".length();
        Files.writeString(catalog, section.substring(begin, section.indexOf("```\n", begin)));
        String body = Files.readString(Path.of("../starter/src/test/resources/alertmanager-01-firing.json"));

        for (String day : List.of("2026-11-20", "2026-11-19")) {
            Files.writeString(alert, body.replace("2026-11-20", day));
            var ran = offline("--at", day + "T20:44:10Z");
            assertThat(ran.err()).isEmpty();
            assertThat(page).contains("```\n" + ran.out().strip() + "\n```");
        }
    }

    @Test
    void a_file_that_is_no_alert_says_what_is_expected() throws Exception {
        Files.writeString(alert, "{}");

        var ran = offline();

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("the alert has no labels");
    }

    @Test
    void a_time_that_is_none_and_a_file_that_is_not_there() throws Exception {
        assertThat(offline("--at", "tomorrow").err()).contains("--at is no time: write it like");
        Files.delete(alert);
        assertThat(offline().err()).contains("alert.json can't be read");
    }

    @Test
    void the_starter_is_sent_the_file_as_it_is_and_its_answer_is_shown() {
        Rule rule = Rule.of("P0", List.of(), Action.AT_ONCE);
        var decision = new Decision(Verdict.HELD, rule, List.of("paused by Ada", "P0: roll back at once"), AT);
        var explanation = new Explanation(
                AT,
                List.of(new Explained(
                        "errors",
                        true,
                        AT,
                        Map.of(),
                        List.of(new OfService("shop", "production", decision, "people are told")),
                        null)),
                List.of());
        try (var starter = new FakeStarter()
                .reply("POST /api/explain?at=2026-11-21T14%3A05%3A00Z&environment=production", 200, explanation)) {
            var ran = starter.run("explain", alert.toString(), "--at", "2026-11-21T14:05:00Z", "-e", "production");

            assertThat(ran.err()).isEmpty();
            assertThat(starter.bodies).containsExactly("{\"labels\": {\"service\": \"shop\", \"severity\": \"P0\"}}");
            assertThat(ran.out()).contains("""
                    firing since 2026-11-21 14:05 UTC: errors
                      shop (production): HELD
                        - paused by Ada
                        - P0: roll back at once
                        then: people are told
                    """);
        }
    }
}
