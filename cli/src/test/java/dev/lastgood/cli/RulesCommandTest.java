package dev.lastgood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("T7")
class RulesCommandTest {
    @TempDir
    Path folder;

    private Path catalog;

    @BeforeEach
    void write() throws IOException {
        catalog = Files.writeString(folder.resolve("lastgood.yml"), """
                services:
                  shop:
                    impact: degraded
                    alerts: {service: shop}
                    environments:
                      production: {alerts: {env: production}}
                      staging: {alerts: {env: staging}, rules: {without: [HighErrorRate5m]}}
                """);
    }

    @Test
    void the_rules_of_an_environment_are_printed() {
        var ran = FakeStarter.runAlone("rules", "shop", "-e", "staging", "--catalog", catalog.toString());

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("alert: HighErrorRate10m", "env=\"staging\"")
                .doesNotContain("HighErrorRate5m\n", "production");
    }

    @Test
    void they_are_written_where_out_says() throws IOException {
        Path out = folder.resolve("shop.yml");

        var ran = FakeStarter.runAlone(
                "rules", "shop", "-e", "production", "--catalog", catalog.toString(), "--out", out.toString());

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).isEmpty();
        assertThat(out).content().contains("alert: HighErrorRate5m");
    }

    @Test
    void an_environment_must_be_named_where_there_are_several() {
        var ran = FakeStarter.runAlone("rules", "shop", "--catalog", catalog.toString());

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.err()).contains("shop has the environments production, staging: say which one");
    }

    @Test
    void a_rule_that_there_is_not_is_a_mistake_in_the_catalog() throws IOException {
        Files.writeString(catalog, Files.readString(catalog).replace("HighErrorRate5m", "HighErrorRate6m"));

        var ran = FakeStarter.runAlone("rules", "shop", "-e", "staging", "--catalog", catalog.toString());

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("no rule 'HighErrorRate6m'; did you mean 'HighErrorRate5m'?");
    }
}
