package dev.lastgood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.programs.TemporalServer;
import dev.lastgood.workflows.client.Connection;
import dev.lastgood.workflows.client.HoldClient;
import dev.lastgood.workflows.model.ServiceRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plan without a starter, on a Temporal server on which no worker works. */
@Tag("T10")
class DirectPlanTest {
    private static final ServiceRef SHOP = new ServiceRef("production", "shop");

    @TempDir
    Path folder;

    @Test
    @Tag("T9")
    void with_no_worker_up_it_shows_the_catalogs_steps_and_what_holds() throws Exception {
        try (TemporalServer temporal = TemporalServer.start(folder, TemporalServer.Options.defaults());
                Connection connection = Connection.to(temporal.address(), "default")) {
            new HoldClient(connection.client()).pause(SHOP, "the move", "anna", null, List.of());

            var ran = plan("--temporal", temporal.address());

            assertThat(ran.err()).isEmpty();
            assertThat(ran.exit()).isZero();
            assertThat(ran.out())
                    .contains(
                            " 1. Stop the application",
                            "Not looked at: platform, database and checks: no worker has looked within 16 s",
                            "  held: paused by anna since ",
                            "  held: frozen, until ",
                            "In the way: no worker answers: a rollback started now is kept, and begins once one runs")
                    .doesNotContain("Nothing stands in");
        }
    }

    @Test
    void where_Temporal_cant_be_reached_it_is_by_the_catalog_alone_and_says_so() throws Exception {
        var ran = plan("--temporal", "127.0.0.1:1");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out())
                .contains(" 1. Stop the application", "Not looked at: anything: Temporal can't be reached");
    }

    @Test
    void offline_it_asks_nobody() throws Exception {
        assertThat(plan("--offline", "--temporal", "127.0.0.1:1").out())
                .contains(" 1. Stop the application")
                .doesNotContain("Not looked at");
    }

    @Test
    void a_service_that_the_catalogs_file_does_not_have_is_told() throws Exception {
        var ran = FakeStarter.runAlone("plan", "shpo", "--direct", "--catalog", catalog());

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.err()).contains("no service 'shpo' in the catalog; known are shop");
    }

    @Test
    void a_catalog_that_is_not_there_is_told() {
        var ran = FakeStarter.runAlone("plan", "shop", "--direct", "--catalog", "no/such/file.yml");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("the catalog (--catalog) can't be used");
    }

    private FakeStarter.Ran plan(String... more) throws Exception {
        var all = new java.util.ArrayList<>(List.of("plan", "shop", "--direct", "--catalog", catalog()));
        all.addAll(List.of(more));
        return FakeStarter.runAlone(all.toArray(String[]::new));
    }

    private String catalog() throws Exception {
        return Files.writeString(folder.resolve("lastgood.yml"), """
                services:
                  shop:
                    impact: data-damage
                    release: {type: git, repository: /srv/shop, build: ["true"], stop: ["true"], start: ["true"], health: {url: "http://127.0.0.1:1/"}}
                    decisions:
                      freezes:
                        - {name: always, schedule: 0 0 * * *, lasts: 24h}
                    environments:
                      production:
                """).toString();
    }
}
