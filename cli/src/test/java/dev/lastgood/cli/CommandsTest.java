package dev.lastgood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.client.HistoryRow;
import dev.lastgood.workflows.client.RollbackView.Execution;
import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.decision.Guard;
import dev.lastgood.workflows.decision.Spoken;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.MigrationTable;
import dev.lastgood.workflows.model.MigrationTable.Migration;
import dev.lastgood.workflows.model.MigrationTable.State;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.Plan;
import dev.lastgood.workflows.plan.PlanView;
import dev.lastgood.workflows.plan.PlannedStep;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.Answer;
import dev.lastgood.workflows.rollback.Choice;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private static final String SHOP = "/api/rollbacks/production/shop";

    private final FakeStarter starter = new FakeStarter().reply("GET /api/services/shop", 200, Samples.SHOP);

    @AfterEach
    void stop() {
        starter.close();
    }

    @Test
    void an_unknown_service_exits_3_with_the_starters_words() {
        starter.reply("GET /api/services/shp", 404, "{\"detail\":\"no service 'shp'; did you mean 'shop'?\"}");

        var ran = starter.run("status", "shp");

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.err()).contains("lastgood: no service 'shp'; did you mean 'shop'?");
    }

    @Test
    @Tag("R11")
    void a_reverse_script_is_asked_for_by_its_path() {
        starter.run(
                "start", "shop", "--by", "Ada", "--reason", "x", "--only", "migration", "--script", "20261120_loyalty");

        assertThat(starter.bodies.get(starter.bodies.size() - 1))
                .contains("\"options\" : [ \"MIGRATION\" ]", "\"script\" : \"20261120_loyalty\"");
    }

    @Test
    @Tag("R12")
    void migrations_are_shown_the_failed_and_pending_ones_by_name() {
        var at = java.time.Instant.parse("2026-11-20T14:02:00Z");
        starter.reply(
                "GET /api/migrations/production/shop",
                200,
                List.of(new MigrationTable(
                        "Prisma",
                        "public._prisma_migrations",
                        List.of(
                                new Migration("a", "a", State.APPLIED, at),
                                new Migration("b", "b", State.FAILED, at),
                                new Migration("c", "c", State.PENDING, null)))));

        var ran = starter.run("migrations", "shop");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out().lines())
                .containsExactly(
                        "Prisma (public._prisma_migrations): 1 applied, 1 failed, 0 rolled back, 1 pending",
                        "  applied     a  2026-11-20 14:02 UTC",
                        "  failed      b  2026-11-20 14:02 UTC",
                        "  pending     c");
    }

    @Test
    void a_starter_that_can_not_be_reached_exits_5_and_says_what_to_do() {
        var ran = FakeStarter.runAlone("status", "shop", "-e", "production", "--url", "http://127.0.0.1:1");

        assertThat(ran.exit()).isEqualTo(5);
        assertThat(ran.err()).contains("http://127.0.0.1:1 can't be reached", "--direct");
    }

    @Test
    void a_temporal_that_can_not_be_reached_exits_5() {
        var ran = FakeStarter.runAlone(
                "approve", "shop", "-e", "production", "--by", "Ada", "--direct", "--temporal", "127.0.0.1:1");

        assertThat(ran.exit()).isEqualTo(5);
        assertThat(ran.err()).contains("Temporal can't be reached");
    }

    @Test
    void no_such_rollback_exits_3() {
        starter.reply("GET " + SHOP, 404, "{\"detail\":\"there is no rollback of shop (production)\"}");

        assertThat(starter.run("status", "shop").exit()).isEqualTo(3);
    }

    @Test
    @Tag("A1")
    void an_answer_to_a_question_already_answered_exits_4_and_says_by_whom() {
        starter.reply(
                "POST " + SHOP + "/approve",
                409,
                "{\"detail\":\"nothing is being asked; q1 was answered by Grace: yes, go on\"}");

        var ran = starter.run("approve", "shop", "--by", "Ada", "--question", "q1");

        assertThat(ran.exit()).isEqualTo(4);
        assertThat(ran.err()).contains("answered by Grace");
    }

    @Test
    @Tag("A1")
    void approving_as_nobody_exits_2_and_names_the_flag() {
        var ran = starter.run("approve", "shop");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("--by", "LASTGOOD_BY");
        assertThat(starter.bodies).isEmpty();
    }

    @Test
    @Tag("A1")
    void a_yes_is_sent_with_the_name_and_the_question() {
        starter.reply(
                "POST " + SHOP + "/approve", 200, new Answer.Decided("q1", Choice.APPROVE, "Answer to q1: yes, go on"));

        var ran = starter.run("approve", "shop", "--environment", "production", "--question", "q1", "--by", "Ada");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("Answer to q1: yes, go on");
        assertThat(starter.bodies.get(0)).contains("\"by\" : \"Ada\"", "\"questionId\" : \"q1\"");
    }

    @Test
    @Tag("A5")
    void any_answer_is_given_in_the_words_that_are_shown() {
        starter.reply("POST " + SHOP + "/answer", 200, new Answer.Decided("q2", Choice.DONE_BY_HAND, "done"));

        var ran = starter.run("answer", "shop", "--choice", "done-by-hand", "--by", "Ada");

        assertThat(ran.exit()).isZero();
        assertThat(starter.bodies.get(1)).contains("DONE_BY_HAND");
    }

    @Test
    void an_answer_that_is_none_exits_2_with_those_that_are() {
        var ran = starter.run("answer", "shop", "--choice", "maybe", "--by", "Ada");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("'maybe' is no answer", "done-by-hand");
    }

    @Test
    @Tag("T8")
    void a_start_that_differs_from_what_runs_exits_4() {
        starter.reply("POST /api/rollbacks", 409, "{\"detail\":\"another plan runs: contain, started by Grace\"}");

        var ran = starter.run("start", "shop", "--by", "Ada", "--reason", "500s", "--only", "database");

        assertThat(ran.exit()).isEqualTo(4);
        assertThat(ran.err()).contains("started by Grace");
        assertThat(starter.bodies.get(1)).contains("\"DATABASE\"", "ROLL_BACK");
    }

    @Test
    void a_start_without_a_reason_exits_2() {
        assertThat(starter.run("start", "shop", "--by", "Ada").exit()).isEqualTo(2);
    }

    @Test
    void a_starter_that_wants_a_token_exits_2_and_names_the_variable() {
        starter.reply("GET " + SHOP, 401, "{\"detail\":\"no\"}");

        var ran = starter.run("status", "shop");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("LASTGOOD_TOKEN");
    }

    @Test
    void something_else_at_the_address_is_said_to_be_no_starter() {
        starter.reply("GET " + SHOP, 500, "<html>");

        assertThat(starter.run("status", "shop").err()).contains("is no starter of Lastgood");
    }

    @Test
    void status_shows_steps_the_question_and_how_to_answer() {
        starter.reply(
                "GET " + SHOP, 200, Samples.view(Execution.RUNNING, "waits", List.of(), Samples.status(true, null)));

        var ran = starter.run("status", "shop");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out())
                .contains(
                        "✔ Kill switch on",
                        "▶ Restore beside the live database",
                        "over its budget",
                        "· Previous release")
                .contains("? Restore shop?", "lastgood approve shop --environment production --question q1");
    }

    @Test
    void status_without_a_service_lists_what_runs() {
        starter.reply(
                "GET /api/rollbacks",
                200,
                Map.of(
                        "running",
                        List.of(Samples.view(Execution.RUNNING, "waits for a yes", List.of(), null)),
                        "recent",
                        List.of()));

        assertThat(starter.run("status").out())
                .contains("shop (production)  since ")
                .contains("waits for a yes");
    }

    @Test
    void status_without_a_service_says_when_nothing_runs() {
        starter.reply("GET /api/rollbacks", 200, "{\"running\": [], \"recent\": []}");

        assertThat(starter.run("status").out()).isEqualToIgnoringNewLines("No rollback is running.");
    }

    @Test
    void status_as_json_is_what_the_starter_said() {
        starter.reply(
                "GET " + SHOP, 200, Samples.view(Execution.RUNNING, "waits", List.of(), Samples.status(true, null)));

        var json = Json.MAPPER.readTree(
                starter.run("status", "shop", "--output", "json").out());

        assertThat(json.at("/status/question/id").asString()).isEqualTo("q1");
    }

    @Test
    void status_of_a_terminated_rollback_lists_what_is_left() {
        starter.reply(
                "GET " + SHOP,
                200,
                Samples.view(
                        Execution.TERMINATED, "terminated from outside", List.of("left: the kill switch is on"), null));

        assertThat(starter.run("status", "shop").out())
                .contains("Terminated from outside", "→ left: the kill switch is on");
    }

    @Test
    void following_appends_lines_without_a_terminal_and_exits_as_the_rollback_ended() {
        starter.reply(
                "GET " + SHOP,
                200,
                Samples.view(
                        Execution.ENDED,
                        "undone",
                        List.of(),
                        Samples.status(false, new Outcome(Outcome.Kind.UNDONE, "nobody said yes", false))));

        var ran = starter.run("status", "shop", "--follow");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).contains("14:00:00 [Ada] Rollback of shop").doesNotContain("\u001b");
    }

    @Test
    @Tag("D2")
    void history_is_a_table_or_csv() {
        starter.reply("GET /api/history?limit=50", 200, List.of(row("=cmd, \"x\"")));

        assertThat(starter.run("history").out()).contains("restored", "v2", "1m 30s");
        assertThat(starter.run("history", "--output", "csv").out()).contains("\"'=cmd, \"\"x\"\"\"");
    }

    @Test
    @Tag("V7")
    void the_watch_is_ended_with_a_name_and_a_reason() {
        starter.reply("POST " + SHOP + "/end-watch", 200, "{\"message\":\"the watch ends early: seen enough\"}");

        var ran = starter.run("end-watch", "shop", "-e", "production", "--by", "bob", "--reason", "seen enough");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("the watch ends early: seen enough");
        assertThat(starter.bodies.toString()).contains("\"by\" : \"bob\"", "\"reason\" : \"seen enough\"");
    }

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

    @Test
    void what_only_the_starter_knows_cant_be_asked_for_directly() {
        for (String command : List.of("history", "decisions", "alerts")) {
            var ran = FakeStarter.runAlone(command, "--direct");
            assertThat(ran.exit()).as(command).isEqualTo(2);
            assertThat(ran.err()).contains("this needs the starter");
        }
    }

    @Test
    void lists_may_be_narrowed_to_an_environment_alone() {
        starter.reply("GET /api/history?environment=staging&limit=50", 200, "[]")
                .reply("GET /api/decisions?environment=staging&limit=7", 200, "[]")
                .reply("GET /api/deployments?environment=staging&limit=20", 200, "[]");

        assertThat(starter.run("history", "-e", "staging").out()).contains("no rollback is on record");
        assertThat(starter.run("decisions", "-e", "staging", "--limit", "7").out())
                .contains("no decision is on record");
        assertThat(starter.run("deployments", "-e", "staging").out()).contains("no deployment was told of");
    }

    @Test
    void validate_lists_the_mistakes_and_exits_2() {
        var ran = FakeStarter.runAlone("validate", "no/such/file.yml");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("no/such/file.yml");
    }

    @Test
    void the_demo_says_how_it_is_run() {
        assertThat(FakeStarter.runAlone("demo").err()).contains("./lastgood demo");
    }

    @Test
    void completion_is_generated() {
        assertThat(FakeStarter.runAlone("generate-completion").out()).contains("complete", "approve", "done-by-hand");
    }

    private static HistoryRow row(String reason) {
        return new HistoryRow(
                "production-shop-1a2b3c4d",
                "shop",
                "production",
                "v3",
                "v2",
                reason,
                "Ada",
                Samples.BEGAN,
                null,
                Duration.ofSeconds(90),
                Duration.ofSeconds(20),
                Outcome.Kind.RESTORED,
                "ok",
                false);
    }
}
