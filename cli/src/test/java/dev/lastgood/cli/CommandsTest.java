package dev.lastgood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.model.MigrationTable;
import dev.lastgood.workflows.model.MigrationTable.Migration;
import dev.lastgood.workflows.model.MigrationTable.State;
import dev.lastgood.workflows.rollback.Answer;
import dev.lastgood.workflows.rollback.Choice;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Starting, answering, and what is said of what can't be. */
class CommandsTest {
    private static final String SHOP = "/api/rollbacks/production/shop";

    @AutoClose
    final FakeStarter starter = new FakeStarter().reply("GET /api/services/shop", 200, Samples.SHOP);

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
    @Tag("V7")
    void the_watch_is_ended_with_a_name_and_a_reason() {
        starter.reply("POST " + SHOP + "/end-watch", 200, "{\"message\":\"the watch ends early: seen enough\"}");

        var ran = starter.run("end-watch", "shop", "-e", "production", "--by", "bob", "--reason", "seen enough");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("the watch ends early: seen enough");
        assertThat(starter.bodies.toString()).contains("\"by\" : \"bob\"", "\"reason\" : \"seen enough\"");
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
}
