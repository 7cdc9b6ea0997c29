package dev.lastgood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.client.HistoryRow;
import dev.lastgood.workflows.client.RollbackView.Execution;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What runs, and what has run. */
class StatusCommandTest {
    private static final String SHOP = "/api/rollbacks/production/shop";

    @AutoClose
    final FakeStarter starter = new FakeStarter().reply("GET /api/services/shop", 200, Samples.SHOP);

    @Test
    void no_such_rollback_exits_3() {
        starter.reply("GET " + SHOP, 404, "{\"detail\":\"there is no rollback of shop (production)\"}");

        assertThat(starter.run("status", "shop").exit()).isEqualTo(3);
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
