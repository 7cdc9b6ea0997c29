package dev.lastgood.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Service;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What stands ready, what was displaced, what was given up, and taking a rollback back. */
class KeepingApiTest extends WorkerTestBase {
    private static final Map<String, Object> BOTH =
            Map.of("warm-shadow", Map.of("disk-budget", "1GiB"), "restore-point", Map.of("disk-budget", "1GiB"));

    @Override
    Catalog catalog() {
        return new Catalog(List.of(
                new Catalog.Entry(shop("shop", BOTH), Map.of("service", "shop")),
                new Catalog.Entry(shop("blog", Map.of()), Map.of("service", "blog"))));
    }

    @Override
    Class<?>[] more() {
        return new Class<?>[] {FakeKeeping.class};
    }

    private static Service shop(String name, Map<String, Object> settings) {
        return Lab.service("production", name, new Database("postgresql", "db:5432", name, settings));
    }

    @Test
    @Tag("M2")
    void what_stands_ready_is_what_the_server_says() {
        Web.Reply reply = starter.get("/api/shadows/production/shop");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/0/database")).isEqualTo("shop_lg");
    }

    @Test
    @Tag("M2")
    void a_warm_shadow_is_made_once_at_a_time() {
        assertThat(starter.get("/api/shadows/production/shop/warm").status()).isEqualTo(404);

        Web.Reply reply = starter.post("/api/shadows/production/shop/warm", "{\"by\":\"Ada\"}");

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json().get("runs").asBoolean()).isTrue();
        assertThat(starter.post("/api/shadows/production/shop/warm", "{\"by\":\"Ada\"}")
                        .status())
                .isEqualTo(409);
        assertThat(starter.get("/api/shadows/production/shop/warm")
                        .json()
                        .get("runs")
                        .asBoolean())
                .isTrue();
    }

    @Test
    @Tag("M10")
    void a_restore_point_is_made_and_says_how_it_ended() {
        assertThat(starter.post("/api/shadows/production/shop/restore-point", "{\"by\":\"ci\",\"note\":\"4711\"}")
                        .status())
                .isEqualTo(202);

        await().untilAsserted(() -> assertThat(starter.get("/api/shadows/production/shop/restore-point")
                        .text("/outcome/summary"))
                .isEqualTo("shop_point_1a2b3c4d stands ready"));
    }

    @Test
    @Tag("M10")
    void what_the_catalog_does_not_allow_and_what_nobody_asks_for_is_refused() {
        Web.Reply reply = starter.post("/api/shadows/production/blog/restore-point", "{\"by\":\"ci\"}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/detail")).contains("the catalog has no restore-point for the database of blog");
        assertThat(starter.post("/api/shadows/production/shop/restore-point", "{}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    @Tag("M1")
    void displaced_databases_are_listed_and_one_without_a_keeper_says_so() {
        Web.Reply reply = starter.get("/api/displaced?service=shop");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/0/database")).isEqualTo(FakeKeeping.DISPLACED);
        assertThat(reply.text("/0/note")).contains("until a person drops it");
    }

    @Test
    @Tag("M1")
    void one_is_dropped_or_kept_by_its_exact_name_and_for_a_person_only() {
        String name = "\"database\":\"" + FakeKeeping.DISPLACED + "\"";
        assertThat(starter.post("/api/displaced/drop", "{" + name + "}").status())
                .isEqualTo(400);
        assertThat(starter.post("/api/displaced/drop", "{\"database\":\"shop\",\"by\":\"Ada\"}"))
                .satisfies(it -> {
                    assertThat(it.status()).isEqualTo(404);
                    assertThat(it.text("/detail")).contains("one of: " + FakeKeeping.DISPLACED);
                });
        assertThat(starter.post("/api/displaced/keep", "{" + name + ",\"by\":\"Ada\"}")
                        .text("/detail"))
                .contains("say for how long");

        assertThat(starter.post("/api/displaced/keep", "{" + name + ",\"by\":\"Ada\",\"keepFor\":\"P14D\"}")
                        .text("/message"))
                .isEqualTo("kept for Ada");
        assertThat(starter.post("/api/displaced/drop", "{" + name + ",\"by\":\"Ada\"}")
                        .text("/message"))
                .isEqualTo("dropped for Ada");
    }

    @Test
    @Tag("M4")
    void a_salvage_looks_unless_it_is_told_to_put_rows_back() {
        assertThat(starter.get("/api/salvage/production/shop").status()).isEqualTo(404);
        assertThat(starter.post("/api/salvage/production/shop", "{}").status())
                .as("nobody")
                .isEqualTo(400);

        Web.Reply reply = starter.post("/api/salvage/production/shop", "{\"by\":\"Ada\",\"tables\":[\"orders\"]}");

        assertThat(reply.status()).isEqualTo(202);
        await().untilAsserted(() -> assertThat(
                        starter.get("/api/salvage/production/shop").text("/result/extracted/tables/0/table"))
                .isEqualTo("PREVIEW [orders] for Ada"));
        starter.post("/api/salvage/production/shop", "{\"by\":\"Ada\",\"apply\":true}");
        await().untilAsserted(() -> assertThat(
                        starter.get("/api/salvage/production/shop").text("/result/extracted/tables/0/table"))
                .isEqualTo("APPLY [] for Ada"));
    }

    @Test
    @Tag("M1")
    void an_undo_without_anything_to_undo_is_404_and_one_by_its_key_is_a_rollback_of_its_own() {
        Web.Reply nothing = starter.post("/api/rollbacks/production/blog/undo", "{\"by\":\"Ada\"}");
        assertThat(nothing.status()).isEqualTo(404);
        assertThat(nothing.text("/detail")).contains("there is nothing to undo");

        Web.Reply reply = starter.post(
                "/api/rollbacks/production/blog/undo",
                "{\"by\":\"Ada\",\"rollback\":\"0badcafe\",\"reason\":\"right\"}");

        assertThat(reply.status()).isEqualTo(202);
        assertThat(starter.get("/api/rollbacks/production/blog").text("/status/startedBy"))
                .isEqualTo("Ada");
    }
}
