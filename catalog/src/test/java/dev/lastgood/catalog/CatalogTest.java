package dev.lastgood.catalog;

import static dev.lastgood.catalog.CatalogFixture.load;
import static dev.lastgood.catalog.CatalogFixture.shop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.lastgood.workflows.model.Approval;
import dev.lastgood.workflows.model.Channel;
import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.Diagnosing;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.model.Target;
import dev.lastgood.workflows.plan.StepId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private static final String TWO = """
            services:
              shop:
                impact: data-damage
                alerts: {service: shop}
                database: {type: postgresql, server: "10.0.0.1:5432", name: shop, user: app, password: env:PW}
                checks:
                  - {name: health, type: http, url: "http://prod/health", timeout: 3s}
                environments:
                  production: {alerts: {env: production}}
                  staging:
                    alerts: {env: staging}
                    database: {server: "10.0.0.2:5432"}
                    checks: [{name: health, url: "http://staging/health"}, {name: more, type: http, url: "http://m"}]
            """;

    @Test
    void theExampleLoadsWithoutAProblem() {
        Catalog catalog = Catalog.load(Path.of("../config/lastgood.yml"));
        assertThat(catalog.services())
                .extracting(it -> it.ref().toString())
                .containsExactly("huntaze-app (production)", "huntaze-app (staging)");
    }

    @Test
    void aCheckIsTriedAsOftenAndAsLongAsItSays() {
        Service shop = load(shop(
                        "checks: [{name: a, type: own, attempts: 3, pause-between: 500ms, deadline: 30s, more: 1},"
                                + " {name: b, type: own}]"))
                .get("shop", null);

        assertThat(shop.checks().get(0).tries())
                .isEqualTo(new Check.Tries(3, Duration.ofMillis(500), Duration.ofSeconds(30)));
        assertThat(shop.checks().get(0).settings()).containsExactly(Map.entry("more", 1));
        assertThat(shop.checks().get(1).tries()).isEqualTo(Check.Tries.ONCE);
    }

    @Test
    void whereToLookWhenAStepFailsIsSaid() {
        Service shop = load(shop("diagnosis: {log: /var/log/shop.log, dependencies: [\"redis:6379\"]}"))
                .get("shop", null);

        assertThat(shop.diagnosing())
                .isEqualTo(new Diagnosing("/var/log/shop.log", List.of("redis:6379"), List.of("/")));
    }

    @Test
    void whatAnEarlierStepTakesMayStandWhereASecretsPlaceMust() {
        String ask =
                "ask: {url: \"http://x\", headers: {Authorization: \"Bearer {{token}}\"}, json-body: {password: \"{{pw}}\"}}";

        assertThat(load(shop("checks: [{name: a, type: http-flow, with: {pw: env:PW}, steps: [{name: s, " + ask
                                + "}]}]"))
                        .get("shop", null)
                        .checks())
                .hasSize(1);
    }

    @Test
    void whatIsNotSaidHasTheRunbooksValues() {
        Service shop = load(shop("")).get("shop", null);
        assertThat(shop.impact()).isEqualTo(Impact.DEGRADED);
        assertThat(shop.watch().window()).isEqualTo(Duration.ofMinutes(5));
        assertThat(shop.watch().every()).isEqualTo(Duration.ofSeconds(15));
        assertThat(shop.watch().relapseAfter()).isEqualTo(2);
        assertThat(shop.approval()).isEqualTo(new Approval(Duration.ofMinutes(30), 0));
        assertThat(shop.budget(StepId.DEPLOY)).isEqualTo(Duration.ofMinutes(4));
        assertThat(shop.killSwitch()).isNull();
        assertThat(shop.taskQueue()).isNull();
        assertThat(shop.channels()).isEmpty();
    }

    @Test
    void anEnvironmentSaysOnlyWhatIsDifferentThere() {
        Service staging = load(TWO).get("shop", "staging");
        assertThat(staging.impact()).isEqualTo(Impact.DATA_DAMAGE);
        assertThat(staging.database().server()).isEqualTo("10.0.0.2:5432");
        assertThat(staging.database().settings()).containsEntry("user", "app");
    }

    @Test
    void oneEnvironmentsSettingsDoNotLeakIntoTheOther() {
        Service production = load(TWO).get("shop", "production");
        assertThat(production.database().server()).isEqualTo("10.0.0.1:5432");
        assertThat(production.checks()).extracting(Check::name).containsExactly("health");
    }

    @Test
    void listsOfNamedEntriesMergeByName() {
        List<Check> checks = load(TWO).get("shop", "staging").checks();
        assertThat(checks).extracting(Check::name).containsExactly("health", "more");
        assertThat(checks.get(0).settings()).isEqualTo(Map.of("url", "http://staging/health", "timeout", "3s"));
    }

    @Test
    void defaultsHoldForEveryServiceThatSaysNothingElse() {
        Catalog catalog = load("""
                defaults: {impact: degraded, approval: {answer-within: 1h30m, drift-tolerance: 5}}
                services:
                  a: {environments: {production: }}
                  b: {impact: data-damage, approval: {drift-tolerance: 7}, environments: {production: {}}}
                """);
        assertThat(catalog.get("a", null).impact()).isEqualTo(Impact.DEGRADED);
        assertThat(catalog.get("b", null).impact()).isEqualTo(Impact.DATA_DAMAGE);
        assertThat(catalog.get("b", null).approval()).isEqualTo(new Approval(Duration.ofMinutes(90), 7));
    }

    @Test
    void yamlsOwnMergeKeyWorksToo() {
        Catalog catalog = load("""
                services:
                  a: &a {impact: degraded, task-queue: inside, environments: {production: }}
                  b: {<<: *a, impact: data-damage}
                """);
        assertThat(catalog.get("b", null).impact()).isEqualTo(Impact.DATA_DAMAGE);
        assertThat(catalog.get("b", null).taskQueue()).isEqualTo("inside");
    }

    @Test
    void aCheckGoesPastTheKillSwitchAtBothTimesUnlessItSaysOtherwise() {
        Service shop = load(shop("""
                checks:
                  - {name: plain, type: http, url: "http://x"}
                  - {name: said, type: http, url: "http://x", road: public, when: [after-reopening]}
                """)).get("shop", null);
        assertThat(shop.checks(Check.When.BEFORE_REOPENING))
                .extracting(Check::name, Check::road)
                .containsExactly(tuple("plain", Check.Road.INTERNAL));
        assertThat(shop.checks(Check.When.AFTER_REOPENING)).hasSize(2);
    }

    @Test
    void aServiceTellsItsChannelsOrAllWhenItNamesNone() {
        String channels = """
                channels:
                  incidents: {type: slack, webhook: env:SLACK}
                  team: {type: email, kinds: [over-budget, finished]}
                """;
        Service all = load(channels + shop("")).get("shop", null);
        assertThat(all.channels()).extracting(it -> it.target().name()).containsExactlyInAnyOrder("incidents", "team");
        Service one = load(channels + shop("messages: [team]")).get("shop", null);
        assertThat(one.channels())
                .containsExactly(new Channel(
                        new Target("email", "team", Map.of()), Set.of(Notice.Kind.OVER_BUDGET, Notice.Kind.FINISHED)));
        assertThat(all.channels().get(0).kinds()).containsExactlyInAnyOrder(Notice.Kind.values());
    }

    @Test
    @Tag("T11")
    void ofAlertsThatNoServiceTakesAllChannelsAreToldOrThoseThatAreNamed() {
        String channels = """
                channels:
                  incidents: {type: slack, webhook: env:SLACK}
                  routing: {type: slack, kinds: [decision]}
                  idle: {type: email}
                """;
        String told = channels + shop("messages: [incidents, routing]");

        assertThat(load(told).unrouted()).extracting(it -> it.target().name()).containsExactly("incidents", "routing");
        assertThat(load(told + "unrouted: {}\n").unrouted()).hasSize(2);
        assertThat(load(told + "unrouted: {channels: [idle, routing, idle]}\n").unrouted())
                .as("also one that no service tells")
                .extracting(it -> it.target().name())
                .containsExactly("idle", "routing");
    }

    @Test
    void targetsAreNamedAfterServiceAndEnvironmentUnlessTheySayOtherwise() {
        Service shop = load(shop(
                        "release: {type: git}\nkill-switch: {type: http, name: gate, url: x, body: {on: [1, {deep: true}]}}"))
                .get("shop", null);
        assertThat(shop.release().name()).isEqualTo("shop-production");
        assertThat(shop.killSwitch().name()).isEqualTo("gate");
    }

    @Test
    void budgetsAreNamedAsTheStepsAre() {
        Service shop = load(shop("budgets: {kill-switch-on: 10s}")).get("shop", null);
        assertThat(shop.budgets()).isEqualTo(Map.of(StepId.KILL_SWITCH_ON, Duration.ofSeconds(10)));
    }

    @Test
    void theSettingsOfAnAdapterThatNobodyToldOfAreTakenAsTheyAre() {
        Service shop = load(shop("release: {type: vercel, project: {id: 7, live: true}}"))
                .get("shop", null);
        assertThat(shop.release().settings()).isEqualTo(Map.of("project", Map.of("id", 7, "live", true)));
    }

    @Test
    void anAlertIsAboutTheServiceAllOfWhoseLabelsItHas() {
        Catalog catalog = load(TWO);
        assertThat(catalog.matching(Map.of("service", "shop", "env", "staging", "alertname", "Down")))
                .extracting(Service::ref)
                .containsExactly(new ServiceRef("staging", "shop"));
        assertThat(catalog.matching(Map.of("service", "shop"))).isEmpty();
        assertThat(catalog.matching(Map.of("service", "other", "env", "staging")))
                .isEmpty();
    }

    @Test
    void aServiceWithoutLabelsIsStartedByNoAlert() {
        assertThat(load(shop("")).matching(Map.of("service", "shop"))).isEmpty();
    }

    @Test
    void theEnvironmentMayBeLeftOutWhereThereIsOneOnly() {
        assertThat(load(shop("")).find("shop", null)).isPresent();
        assertThat(load(shop("")).find(new ServiceRef("production", "shop"))).isPresent();
        assertThat(load(shop("")).find(new ServiceRef("staging", "shop"))).isEmpty();
    }

    @Test
    void anAmbiguousEnvironmentIsRefusedWithTheChoices() {
        assertThatThrownBy(() -> load(TWO).find("shop", null))
                .isInstanceOf(UnknownServiceException.class)
                .hasMessage("shop has the environments production, staging: say which one");
    }

    @Test
    void anUnknownServiceNamesTheOneThatMayBeMeant() {
        assertThatThrownBy(() -> load(TWO).get("shpo", "production"))
                .hasMessage("no service 'shpo' in the catalog; known are shop");
        assertThatThrownBy(() -> load(TWO).get("shops", "production"))
                .hasMessage("no service 'shops' in the catalog; did you mean 'shop'?");
        assertThatThrownBy(() -> load(TWO).get("shop", "prod"))
                .hasMessage("shop has no environment 'prod'; it has production, staging");
    }
}
