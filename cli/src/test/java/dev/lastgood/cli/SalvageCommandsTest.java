package dev.lastgood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.activities.SalvageActivities.Applied;
import dev.lastgood.workflows.activities.SalvageActivities.Extracted;
import dev.lastgood.workflows.activities.SalvageActivities.File;
import dev.lastgood.workflows.activities.SalvageActivities.Preview;
import dev.lastgood.workflows.activities.SalvageActivities.Reason;
import dev.lastgood.workflows.activities.SalvageActivities.Table;
import dev.lastgood.workflows.client.DisplacedView;
import dev.lastgood.workflows.client.SalvageView;
import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.salvage.Salvage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("M4")
class SalvageCommandsTest {
    private static final ServiceRef SHOP = new ServiceRef("production", "shop");
    private static final String SALVAGE = "/api/salvage/production/shop";

    @AutoClose
    final FakeStarter starter = new FakeStarter().reply("GET /api/services/shop", 200, Samples.SHOP);

    private void salvage(boolean applied) {
        var preview = new Preview(
                List.of(new Table(
                        "public.orders",
                        39,
                        37,
                        0,
                        List.of(new Reason(
                                "live has a row of the same key, with other values", 2, List.of("7", "9"))))),
                List.of("audited on public.orders: does not fire"),
                List.of());
        var file = new Artifact("salvage-01-public.orders.csv", "file:/a/orders.csv", "0".repeat(64), 10);
        var extracted = new Extracted(
                new RollbackRef(SHOP, "0badcafe"),
                "shop_displaced_0badcafe",
                Instant.EPOCH,
                List.of(new File("public.orders", 39, 0)),
                List.of(file));
        var done = applied ? new Applied(preview, List.of(file), "37 orders put back for Ada") : null;
        starter.reply("POST " + SALVAGE, 202, new SalvageView(SHOP, "r1", true, "has started", null));
        starter.reply(
                "GET " + SALVAGE,
                200,
                new SalvageView(SHOP, "r1", false, "ended", new Salvage.Result(extracted, preview, done)));
    }

    @Test
    void a_salvage_says_what_can_go_back_what_can_not_and_how_to_put_it_back() {
        salvage(false);

        var ran = starter.run("salvage", "shop", "--tables", "orders", "--by", "Ada");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out())
                .contains(
                        "gave up 39 rows: 39 orders",
                        "orders: 37 can go back, 2 can't",
                        "2 × live has a row of the same key, with other values (7, 9)",
                        "audited on public.orders: does not fire",
                        "file:/a/orders.csv",
                        "Nothing was put back yet",
                        "lastgood salvage shop -e production --tables orders --apply --by YOU");
        assertThat(starter.bodies.get(1)).contains("\"apply\" : false", "\"by\" : \"Ada\"", "\"orders\"");
    }

    @Test
    void rows_are_put_back_only_when_asked_for_with_a_name() {
        salvage(true);

        var ran = starter.run("salvage", "shop", "--apply", "--by", "Ada");

        assertThat(ran.out()).contains("orders: 37 put back, 2 left out", "37 orders put back for Ada.");
        assertThat(starter.bodies.get(1)).contains("\"apply\" : true");
        assertThat(starter.run("salvage", "shop", "--apply").exit()).isEqualTo(2);
    }

    @Test
    void a_salvage_that_fails_exits_1_with_the_reason() {
        starter.reply("POST " + SALVAGE, 202, new SalvageView(SHOP, "r1", true, "has started", null));
        starter.reply(
                "GET " + SALVAGE, 200, new SalvageView(SHOP, "r1", false, "shop is not a restored database", null));

        var ran = starter.run("salvage", "shop", "--by", "Ada");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("shop is not a restored database");
    }

    @Test
    void displaced_databases_are_listed_with_size_age_and_when_they_go() {
        Instant now = Instant.parse("2026-11-21T12:00:00Z");
        var view = new DisplacedView(
                SHOP,
                "db:5432",
                "shop_displaced_0badcafe",
                "production-shop-0badcafe",
                "displaced: it was live until the swap",
                now.minus(Duration.ofHours(3)),
                1_400_000_000L,
                0,
                now.plus(Duration.ofDays(6)).minusSeconds(9),
                true,
                "kept until then");
        assertThat(DisplacedCommand.words(List.of(view), now))
                .contains("shop_displaced_0badcafe  1.4 GB, on db:5432, displaced 3h 00m ago")
                .contains("of rollback production-shop-0badcafe")
                .contains("goes at 2026-11-27 11:59 UTC, in 6 days");
        starter.reply("GET /api/displaced?service=shop&environment=production", 200, List.of(view));
        assertThat(starter.run("displaced", "shop").out()).contains("shop_displaced_0badcafe");
    }

    @Test
    void one_is_dropped_by_its_exact_name_and_a_persons_name_only() {
        starter.reply("POST /api/displaced/drop", 200, "{\"message\":\"it is dropped\"}");

        assertThat(starter.run("displaced", "drop", "shop_displaced_0badcafe").exit())
                .isEqualTo(2);
        var ran = starter.run("displaced", "drop", "shop_displaced_0badcafe", "--by", "Ada");

        assertThat(ran.out()).contains("it is dropped");
        assertThat(starter.bodies.get(0)).contains("shop_displaced_0badcafe", "Ada");
    }

    @Test
    void one_is_kept_for_a_time_that_is_a_time() {
        starter.reply("POST /api/displaced/keep", 200, "{\"message\":\"kept\"}");

        assertThat(starter.run("displaced", "keep", "x", "--for", "14d", "--by", "Ada")
                        .exit())
                .isZero();
        assertThat(starter.bodies.get(0)).contains("PT336H");
        assertThat(starter.run("displaced", "keep", "x", "--for", "soon", "--by", "Ada")
                        .exit())
                .isEqualTo(2);
    }
}
