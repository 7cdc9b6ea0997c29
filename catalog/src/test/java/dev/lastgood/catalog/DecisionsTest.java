package dev.lastgood.catalog;

import static dev.lastgood.catalog.CatalogFixture.load;
import static dev.lastgood.catalog.CatalogFixture.shop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.decision.Action;
import dev.lastgood.workflows.decision.Policy;
import dev.lastgood.workflows.decision.Rule;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.plan.Option;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a catalog says of decisions, and which alert is about which service. */
class DecisionsTest {
    private static Policy policy(String added) {
        return load(shop(added)).get("shop", null).policy();
    }

    @Test
    void whatIsNotSaidIsTheStandardPolicy() {
        assertThat(policy("")).isEqualTo(Policy.standard());
    }

    @Test
    @Tag("T4")
    void aRuleWithAllThatItCanSay() {
        Rule rule = policy("""
                        decisions:
                          rules:
                            - name: "P1 - High: major feature broken"
                              when: {severity: P1, team: shop}
                              action: watch
                              within: 15m
                              veto: 3m
                              watch: 8m
                              worse: {name: errors, type: http, url: x}
                              hotfix: 20m
                              options: [release]
                              impact: data-damage
                              ignores-freeze: true
                        """).rules().get(0);
        assertThat(rule.name()).isEqualTo("P1 - High: major feature broken");
        assertThat(rule.when()).containsExactly("severity=\"P1\"", "team=\"shop\"");
        assertThat(rule.action()).isEqualTo(Action.WATCH);
        assertThat(rule.within()).isEqualTo(Duration.ofMinutes(15));
        assertThat(rule.veto()).isEqualTo(Duration.ofMinutes(3));
        assertThat(rule.watch()).isEqualTo(Duration.ofMinutes(8));
        assertThat(rule.worse().settings()).containsEntry("url", "x");
        assertThat(rule.hotfix()).isEqualTo(Duration.ofMinutes(20));
        assertThat(rule.options()).isEqualTo(Set.of(Option.RELEASE));
        assertThat(rule.impact()).isEqualTo(Impact.DATA_DAMAGE);
        assertThat(rule.ignoresFreeze()).isTrue();
    }

    @Test
    @Tag("T9")
    void whatHoldsRollbacksBack() {
        Policy policy = load("brake: {services: 5, within: 20m}\n" + shop("""
                        decisions:
                          on-resolved: stop
                          cooldown: 1h
                          release-window: 12h
                          clock-allowance: 30s
                          alert-for: 10m
                          when-release-unknown: at-once
                          when-doubtful: at-once
                          caused-by-containment: [alertname=Down]
                          freezes:
                            - {name: weekend, schedule: 0 18 * * FRI, lasts: 62h, zone: Europe/Paris, then: ask}
                        """))
                .get("shop", null)
                .policy();
        assertThat(policy.onResolved()).isEqualTo(Policy.Resolved.STOP);
        assertThat(policy.cooldown()).isEqualTo(Duration.ofHours(1));
        assertThat(policy.releaseWindow()).isEqualTo(Duration.ofHours(12));
        assertThat(policy.clockAllowance()).isEqualTo(Duration.ofSeconds(30));
        assertThat(policy.alertFor()).isEqualTo(Duration.ofMinutes(10));
        assertThat(policy.whenReleaseUnknown()).isEqualTo(Action.AT_ONCE);
        assertThat(policy.whenDoubtful()).isEqualTo(Action.AT_ONCE);
        assertThat(policy.causedByContainment()).containsExactly("alertname=Down");
        assertThat(policy.brake()).isEqualTo(new Policy.Brake(5, Duration.ofMinutes(20)));
        assertThat(policy.freezes()).singleElement().satisfies(it -> {
            assertThat(it.schedule()).isEqualTo("0 18 * * FRI");
            assertThat(it.lasts()).isEqualTo(Duration.ofHours(62));
            assertThat(it.asks()).isTrue();
        });
    }

    @Test
    @Tag("T4")
    void theDefaultsMatrixIsOverriddenRuleByRuleAndAServicesOwnRulesComeFirst() {
        Policy policy = load("""
                        defaults:
                          decisions:
                            rules:
                              - {name: P0, when: {severity: P0}, action: at-once, within: 5m}
                              - {name: rest, action: ask}
                        services:
                          shop:
                            impact: degraded
                            decisions:
                              rules:
                                - {name: P0, within: 10m}
                                - {name: batch, when: {job: batch}, action: ignore}
                            environments: {production: {}}
                        """).get("shop", null).policy();
        assertThat(policy.rules()).extracting(Rule::name).containsExactly("batch", "P0", "rest");
        assertThat(policy.rules().get(1).action()).isEqualTo(Action.AT_ONCE);
        assertThat(policy.rules().get(1).within()).isEqualTo(Duration.ofMinutes(10));
    }

    private static final Catalog ROUTED = load("""
            services:
              shop:
                impact: degraded
                alerts: ['service=~"shop|cart"']
                environments:
                  production: {alerts: {env: production}}
                  staging: {alerts: ['env!="production"']}
              database:
                impact: data-damage
                alerts: [needs=~".*postgres.*"]
                environments: {production: {}}
            """);

    @ParameterizedTest
    @Tag("T1")
    @CsvSource(
            nullValues = "-",
            value = {
                "shop, production, -, shop (production)",
                "cart, production, -, shop (production)",
                "shop, staging, -, shop (staging)",
                "shop, -, -, shop (staging)",
                "shopping, production, -, -",
                "shop, production, 'redis,postgres', 'shop (production), database (production)'"
            })
    void anAlertGoesToEachServiceWhoseMatchersItMeets(String service, String env, String needs, String taken) {
        Map<String, String> labels = new java.util.HashMap<>();
        labels.put("service", service);
        if (env != null) {
            labels.put("env", env);
        }
        if (needs != null) {
            labels.put("needs", needs);
        }
        List<String> services = ROUTED.matching(labels).stream()
                .map(Service::ref)
                .map(Object::toString)
                .toList();
        assertThat(String.join(", ", services)).isEqualTo(taken == null ? "" : taken);
    }
}
