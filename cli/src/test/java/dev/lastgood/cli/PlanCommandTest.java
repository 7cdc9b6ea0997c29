package dev.lastgood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.decision.Guard;
import dev.lastgood.workflows.decision.Spoken;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.Plan;
import dev.lastgood.workflows.plan.PlanView;
import dev.lastgood.workflows.plan.PlannedStep;
import dev.lastgood.workflows.plan.StepId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What would be done, and what is seen of it. */
class PlanCommandTest {
    @AutoClose
    final FakeStarter starter = new FakeStarter().reply("GET /api/services/shop", 200, Samples.SHOP);

    @Test
    @Tag("T10")
    void a_plan_shows_what_was_seen_and_what_stands_in_the_way() {
        starter.reply("POST /api/plans", 200, plan());

        var ran = starter.run("plan", "shop", "-e", "production");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out())
                .contains(
                        " 1. Stop the application (1m)",
                        "release: v2 runs; it would go back to v1",
                        "backup: shop.sql.gz, 1.0 kB, 3h 00m old",
                        "check health: failed, 500",
                        "Not looked at: the kill switch: it can't be read back",
                        "In the way: a slot; drop it")
                .doesNotContain("Nothing stands in the way");
    }

    @Test
    @Tag("T10")
    void a_plan_is_shown_by_the_catalog_alone_where_no_worker_can_look() {
        starter.reply("POST /api/plans", 503, "{\"detail\":\"no worker has looked\"}")
                .reply("GET /api/plan?service=shop&environment=production&mode=ROLL_BACK", 200, plan().plan());

        var ran = starter.run("plan", "shop", "-e", "production");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out())
                .contains(" 1. Stop the application (1m)", "Not looked at: anything: no worker has looked");
    }

    @Test
    @Tag("T10")
    void a_plan_asked_for_offline_asks_no_worker() {
        starter.reply("GET /api/plan?service=shop&environment=production&mode=ROLL_BACK", 200, plan().plan());

        assertThat(starter.run("plan", "shop", "-e", "production", "--offline").out())
                .contains(" 1. Stop the application (1m)")
                .doesNotContain("Not looked at");
    }

    @Test
    void a_plan_that_is_asked_for_directly_exits_2() {
        assertThat(starter.run("plan", "shop", "--direct").exit()).isEqualTo(2);
    }

    private static PlanView plan() {
        var step = new PlannedStep(StepId.STOP, "stops the application", Duration.ofMinutes(1), "start it again");
        var at = Instant.parse("2026-11-21T04:00:00Z");
        return new PlanView(
                new Plan(Mode.ROLL_BACK, List.of(step), "until it is reopened", List.of()),
                at,
                new Release("b2", "v2", at),
                new Release("a1", "v1", null),
                new Backup.Choice(new Backup("shop.sql.gz", "/b", at.minus(Duration.ofHours(3)), 1000), List.of()),
                List.of("a slot; drop it"),
                List.of(),
                List.of(new CheckResult("health", CheckResult.Verdict.FAILED, "500")),
                List.of("the kill switch: it can't be read back"));
    }

    @Test
    @Tag("T9")
    @Tag("T10")
    void a_plan_tells_what_holds_alerts_apart_from_what_stands_in_ones_own_way() {
        starter.reply("POST /api/plans", 200, held(List.of()));

        assertThat(starter.run("plan", "shop", "-e", "production").out())
                .contains(
                        "An alert would not start this by itself now:",
                        "  held: paused by anna since 14:02 UTC (the move)",
                        "  ask: the last rollback ended at 13:50 UTC",
                        "  but the rule 'P0' ignores freezes",
                        "Nothing stands in your way now: 'lastgood start' starts it all the same.");

        starter.reply("POST /api/plans", 200, held(List.of("a slot; drop it")));
        assertThat(starter.run("plan", "shop", "-e", "production").out())
                .contains("An alert would not", "In the way: a slot; drop it")
                .doesNotContain("all the same");
    }

    @Test
    @Tag("T10")
    void a_plan_as_JSON_names_each_guard_and_what_would_become_of_the_alert() {
        starter.reply("POST /api/plans", 200, held(List.of()));

        var json = Json.MAPPER.readTree(
                starter.run("plan", "shop", "-e", "production", "-o", "json").out());
        assertThat(json.at("/inTheWayOfAlerts/0/guard").asString()).isEqualTo("PAUSE");
        assertThat(json.at("/inTheWayOfAlerts/0/verdict").asString()).isEqualTo("HELD");
    }

    /** By a starter that is too old to know what holds alerts, too. */
    @Test
    void a_plan_without_a_word_on_alerts_is_shown() {
        starter.reply(
                "POST /api/plans",
                200,
                Json.MAPPER.writeValueAsString(held(List.of())).replaceFirst("(?s),\\s*\"inTheWayOfAlerts\".*\\]", ""));

        assertThat(starter.run("plan", "shop", "-e", "production").out()).contains("Nothing stands in the way now.");
    }

    private static PlanView held(List<String> inTheWay) {
        return new PlanView(
                plan().plan(),
                Instant.parse("2026-11-21T14:05:00Z"),
                null,
                null,
                null,
                inTheWay,
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new Spoken(Guard.PAUSE, Verdict.HELD, "paused by anna since 14:02 UTC (the move)"),
                        new Spoken(Guard.COOLDOWN, Verdict.ASK, "the last rollback ended at 13:50 UTC"),
                        new Spoken(Guard.FREEZE, Verdict.START, "the rule 'P0' ignores freezes")));
    }
}
