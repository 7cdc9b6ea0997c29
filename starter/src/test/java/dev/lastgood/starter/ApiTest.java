package dev.lastgood.starter;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The API with a worker up. */
class ApiTest extends WorkerTestBase {
    private Web.Reply order(String service, String more) {
        return starter.post(
                "/api/rollbacks", "{\"service\":\"" + service + "\",\"by\":\"Ada\",\"reason\":\"500s\"" + more + "}");
    }

    private Web.Reply status(String service) {
        return starter.get("/api/rollbacks/production/" + service);
    }

    @Test
    @Tag("T8")
    void a_person_starts_a_rollback() {
        Web.Reply reply = order("s1", "");

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.text("/decision")).isEqualTo("STARTED");
        assertThat(status("s1").text("/status/startedBy")).isEqualTo("Ada");
        assertThat(status("s1").text("/note")).contains("waits for an answer to q1");
    }

    @Test
    @Tag("R12")
    void a_service_without_a_database_has_no_migrations_to_show() {
        Web.Reply reply = starter.get("/api/migrations/production/s1");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/detail")).isEqualTo("the catalog has no database for s1 (production)");
    }

    @Test
    @Tag("R11")
    void a_reverse_script_that_the_catalog_does_not_allow_for_stands_in_the_plan_as_such() {
        Web.Reply reply = starter.get("/api/plan?service=s1&options=MIGRATION&script=back.sql");

        assertThat(reply.json().at("/notes").toString()).contains("A reverse script needs 'migration'");
    }

    @Test
    @Tag("T8")
    void a_second_request_for_the_same_joins() {
        order("s2", "");

        Web.Reply reply = order("s2", "");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/decision")).isEqualTo("JOINED");
        assertThat(status("s2").json().at("/status/timeline").toString()).contains("requested ROLL_BACK");
    }

    @Test
    @Tag("T8")
    void a_request_that_differs_is_told_what_runs_who_started_it_and_how_to_see_it() {
        order("s3", "");

        Web.Reply reply = order("s3", ",\"options\":[\"RELEASE\"],\"toRelease\":\"v1.2\"");

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.type()).startsWith("application/problem+json");
        assertThat(reply.text("/title")).isEqualTo("Another plan runs");
        assertThat(reply.text("/detail"))
                .contains("started by Ada (500s)", "only release, to v1.2) is not being done", "waits for an answer")
                .contains("lastgood status s3 --environment production");
        assertThat(reply.text("/instance")).isEqualTo("/api/rollbacks");
    }

    @Test
    void a_request_without_a_name_is_refused() {
        Web.Reply reply = starter.post("/api/rollbacks", "{\"service\":\"s4\",\"by\":\" \",\"reason\":\"500s\"}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/detail")).contains("'by (your name)' is missing");
    }

    @Test
    void a_request_without_a_reason_is_refused() {
        Web.Reply reply = starter.post("/api/rollbacks", "{\"service\":\"s4\",\"by\":\"Ada\"}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/detail")).contains("'reason' is missing");
    }

    @Test
    void a_key_that_is_not_known_is_refused_and_not_swallowed() {
        Web.Reply reply = order("s4", ",\"damagedSinse\":\"2026-11-20T14:00:00Z\"");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/detail")).contains("damagedSinse");
    }

    @Test
    void an_unknown_service_is_404_with_the_name_that_may_be_meant() {
        Web.Reply reply = order("s44x", "");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.text("/detail")).contains("no service 's44x'", "did you mean");
    }

    @Test
    void a_service_of_two_environments_must_be_said_which() {
        Web.Reply reply = order("s0", "");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/detail")).contains("production, staging");
    }

    @Test
    @Tag("A1")
    void a_yes_is_answered_with_what_was_decided() {
        order("s5", "");

        Web.Reply reply =
                starter.post("/api/rollbacks/production/s5/approve", "{\"by\":\"Grace\",\"questionId\":\"q1\"}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/choice")).isEqualTo("APPROVE");
        assertThat(reply.text("/text")).contains("yes, go on");
    }

    @Test
    @Tag("A1")
    void a_yes_to_another_question_is_refused_with_the_reason() {
        order("s6", "");

        Web.Reply reply =
                starter.post("/api/rollbacks/production/s6/approve", "{\"by\":\"Grace\",\"questionId\":\"q9\"}");

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text("/detail")).isEqualTo("the open question is q1, not q9");
    }

    @Test
    @Tag("A1")
    void nobody_can_not_approve() {
        order("s7", "");

        Web.Reply reply = starter.post("/api/rollbacks/production/s7/approve", "{}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/detail")).contains("by (your name)");
        assertThat(status("s7").text("/execution")).isEqualTo("RUNNING");
    }

    @Test
    @Tag("A1")
    void an_answer_to_a_rollback_that_has_ended_is_refused_with_how_it_ended() {
        order("s8", "");
        starter.post("/api/rollbacks/production/s8/reject", "{\"by\":\"Grace\"}");
        temporal.client().newUntypedWorkflowStub("rollback-production-s8").getResult(Void.class);

        Web.Reply reply = starter.post("/api/rollbacks/production/s8/approve", "{\"by\":\"Ada\"}");

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text("/detail")).contains("not running any more");
    }

    @Test
    void an_answer_where_there_never_was_a_rollback_is_404() {
        assertThat(starter.post("/api/rollbacks/production/s9/approve", "{\"by\":\"Ada\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void cancelling_says_who_and_why_and_ends_it() {
        order("s10", "");

        Web.Reply reply =
                starter.post("/api/rollbacks/production/s10/cancel", "{\"by\":\"Ada\",\"reason\":\"false alarm\"}");

        assertThat(reply.status()).isEqualTo(202);
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(status("s10").text("/execution")).isEqualTo("ENDED"));
        assertThat(status("s10").text("/note")).isEqualTo("undone: cancelled");
        assertThat(status("s10").json().at("/status/timeline").toString()).contains("cancelled: false alarm", "Ada");
    }

    @Test
    @Tag("V7")
    void the_watch_is_ended_with_a_name_and_not_without() {
        order("s23", "");

        Web.Reply reply =
                starter.post("/api/rollbacks/production/s23/end-watch", "{\"by\":\"Ada\",\"reason\":\"seen enough\"}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/message")).isEqualTo("the watch ends early: seen enough");
        assertThat(starter.post("/api/rollbacks/production/s23/end-watch", "{\"reason\":\"x\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void cancelling_as_nobody_is_refused() {
        order("s11", "");

        assertThat(starter.post("/api/rollbacks/production/s11/cancel", "{\"reason\":\"x\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    @Tag("C3")
    void containing_is_a_rollback_of_its_own_mode() {
        assertThat(order("s12", ",\"mode\":\"contain\"").status()).isEqualTo(202);
        assertThat(status("s12").text("/status/plan/mode")).isEqualTo("CONTAIN");
    }

    @Test
    @Tag("C3")
    void reopening_where_nothing_runs_starts_a_rollback_of_that_mode() {
        assertThat(order("s13", ",\"mode\":\"REOPEN\"").text("/decision")).isEqualTo("STARTED");
        assertThat(status("s13").text("/running/mode")).isEqualTo("REOPEN");
    }

    @Test
    @Tag("C3")
    void reopening_while_a_rollback_asks_for_it_is_the_answer() {
        order("s14", ",\"mode\":\"CONTAIN\"");

        Web.Reply reply = order("s14", ",\"mode\":\"REOPEN\"");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/decision")).isEqualTo("ANSWERED");
        assertThat(reply.text("/message")).contains("reopen the service");
    }

    @Test
    void what_a_terminated_rollback_left_is_said_with_what_to_do() {
        order("s15", "");
        assertThat(status("s15").text("/status/question/id")).isEqualTo("q1");
        temporal.client().newUntypedWorkflowStub("rollback-production-s15").terminate("from the UI");

        Web.Reply reply = status("s15");

        assertThat(reply.text("/execution")).isEqualTo("TERMINATED");
        assertThat(reply.text("/note")).contains("terminated from outside");
        assertThat(reply.json().at("/todo").toString()).contains("the kill switch is on", "start a rollback again");
    }

    @Test
    void a_service_without_any_rollback_is_404_and_one_that_is_unknown_says_so() {
        assertThat(status("s16").text("/detail")).contains("there is no rollback of s16 (production)");
        assertThat(status("nope").text("/detail")).contains("no service 'nope'");
    }

    @Test
    void running_rollbacks_are_listed() {
        order("s17", "");

        assertThat(starter.get("/api/rollbacks")
                        .json()
                        .get("running")
                        .valueStream()
                        .map(it -> it.at("/service/service").asString()))
                .contains("s17")
                .doesNotContain("s16");
    }

    @Test
    @Tag("T10")
    void a_plan_shows_each_step_and_starts_nothing() {
        Web.Reply reply = starter.get("/api/plan?service=s18&environment=production");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json()
                        .get("steps")
                        .valueStream()
                        .map(it -> it.get("step").asString()))
                .contains("KILL_SWITCH_ON", "DEPLOY");
        assertThat(reply.text("/steps/0/undo")).isNotBlank();
        assertThat(status("s18").status()).isEqualTo(404);
    }

    @Test
    void the_api_asks_for_its_token() {
        assertThat(starter.send("GET", "/api/rollbacks", null, null).status()).isEqualTo(401);
        assertThat(starter.send("GET", "/api/rollbacks", null, Lab.WEBHOOK_TOKEN)
                        .status())
                .isEqualTo(401);
    }

    @Test
    @Tag("D2")
    void a_limit_out_of_range_is_refused() {
        assertThat(starter.get("/api/history?limit=0").status()).isEqualTo(400);
        assertThat(starter.get("/api/history?limit=x").status()).isEqualTo(400);
    }

    @Test
    void the_description_names_every_path_and_its_errors() {
        Web.Reply reply = starter.send("GET", "/v3/api-docs", null, null);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().get("paths").propertyNames())
                .contains(
                        "/webhooks/alertmanager",
                        "/api/rollbacks",
                        "/api/rollbacks/{environment}/{service}",
                        "/api/rollbacks/{environment}/{service}/approve",
                        "/api/rollbacks/{environment}/{service}/report",
                        "/api/history",
                        "/api/rollbacks/{environment}/{service}/end-watch",
                        "/api/plans",
                        "/api/plan");
        assertThat(reply.json()
                        .get("paths")
                        .get("/api/rollbacks")
                        .get("post")
                        .get("responses")
                        .propertyNames())
                .contains("202", "200", "400", "401", "404", "409", "503");
        assertThat(starter.send("GET", "/swagger-ui/index.html", null, null).status())
                .isEqualTo(200);
    }

    @Test
    void its_health_can_be_asked_without_a_token() {
        assertThat(starter.send("GET", "/actuator/health", null, null).status()).isEqualTo(200);
    }

    @Test
    void a_path_that_is_not_there_is_a_problem_too() {
        Web.Reply reply = starter.get("/api/nothing");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.type()).startsWith("application/problem+json");
    }
}
