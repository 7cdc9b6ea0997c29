package dev.lastgood.catalog;

import static dev.lastgood.catalog.CatalogFixture.problems;
import static dev.lastgood.catalog.CatalogFixture.shop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.Deployments;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("T6")
class DeploymentsCatalogTest {
    private static final String WATCH = """
            watch:
              checks:
                - {name: errors, type: http, url: "http://shop/metrics", timeout: 3s}
            """;

    @Test
    void aServiceThatSaysNothingIsNotWatched() {
        assertThat(CatalogFixture.load(shop("")).get("shop", null).deployments())
                .isNull();
    }

    @Test
    void whatIsNotSaidIsAsDocumentedAndAsksWhatIsAskedAfterARollback() {
        Deployments how = deployments(WATCH + "deployments: {}\n");

        assertThat(how.window()).isEqualTo(Duration.ofMinutes(10));
        assertThat(how.every()).isEqualTo(Duration.ofSeconds(30));
        assertThat(how.badRounds()).isEqualTo(3);
        assertThat(how.minRounds()).isEqualTo(3);
        assertThat(how.tooLittle()).isEqualTo(Deployments.TooLittle.TELL);
        assertThat(how.severity()).isEqualTo("critical");
        assertThat(how.checks()).extracting(Check::name).containsExactly("errors");
    }

    /** Metrics measure nothing where a service is down; its health check fails. */
    @Test
    void withoutAListWhatIsAskedOfAnOpenServiceIsAsked() {
        Deployments how = deployments(WATCH + """
                checks:
                  - {name: health, type: http, url: "http://shop/health"}
                  - {name: rows, type: http, url: "http://shop/rows", when: [before-reopening]}
                  - {name: errors, type: http, url: "http://shop/health"}
                deployments: {}
                """);

        assertThat(how.checks()).extracting(Check::name).containsExactly("health", "errors");
        assertThat(how.checks().get(1).settings()).containsEntry("url", "http://shop/metrics");
    }

    @Test
    void aHealthCheckIsEnoughToWatch() {
        assertThat(deployments("checks: [{name: health, type: http, url: \"http://shop/health\"}]\ndeployments: {}\n")
                        .checks())
                .hasSize(1);
    }

    @Test
    void aCheckThatIsNamedAsOneOfTheServicesSaysOnlyWhatIsDifferent() {
        Deployments how = deployments(WATCH + """
                checks:
                  - {name: health, type: http, url: "http://shop/health"}
                deployments:
                  window: 20m
                  too-little: longer
                  severity: P1
                  checks:
                    - {name: errors, timeout: 5s}
                    - {name: health}
                    - {name: orders, type: http, url: "http://shop/orders"}
                """);

        assertThat(how.tooLittle()).isEqualTo(Deployments.TooLittle.LONGER);
        assertThat(how.severity()).isEqualTo("P1");
        assertThat(how.checks()).extracting(Check::name).containsExactly("errors", "health", "orders");
        assertThat(how.checks().get(0).settings())
                .containsAllEntriesOf(Map.of("url", "http://shop/metrics", "timeout", "5s"));
        assertThat(how.checks().get(1).settings()).containsEntry("url", "http://shop/health");
    }

    @Test
    void whatMakesNoSenseIsToldAtOnce() {
        assertThat(problems(shop("deployments: {window: 1m, every: 30s, bad-rounds: 0}")))
                .containsExactlyInAnyOrder(
                        "lastgood.yml:4: services.shop.deployments: nothing is asked of a new release; write checks here or under"
                                + " watch, such as error rate and latency",
                        "lastgood.yml:4: services.shop.deployments.bad-rounds: 0 is too small; write 1 or more",
                        "lastgood.yml:4: services.shop.deployments.min-rounds: only 2 rounds fit into the window, and 3 are asked"
                                + " for; lengthen window, shorten every, or lower min-rounds");
    }

    @Test
    void aNameThatIsNoneOfTheServicesNeedsAType() {
        assertThat(problems(shop(WATCH + "deployments: {checks: [{name: eror}]}")))
                .anySatisfy(it -> assertThat(it).contains("deployments.checks[0]", "type"));
    }

    private static Deployments deployments(String added) {
        return CatalogFixture.load(shop(added)).get("shop", null).deployments();
    }
}
