package dev.lastgood.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.client.HoldClient;
import dev.lastgood.workflows.client.TriageClient;
import dev.lastgood.workflows.decision.Action;
import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.decision.Rule;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Cause;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.RollbackRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pauses, the brake and triages over the API, on a namespace in which no worker works. */
class DecisionApiTest extends StarterTestBase {
    @Test
    @Tag("T9")
    void a_pause_is_set_seen_and_ended_with_no_worker_up() {
        Web.Reply set = starter.post(
                "/api/pause", "{\"service\":\"s1\",\"reason\":\"the move\",\"by\":\"Ada\",\"time\":\"PT2H\"}");

        assertThat(set.status()).isEqualTo(200);
        Web.Reply seen = starter.get("/api/holds?service=s1");
        assertThat(seen.text("/0/kind")).isEqualTo("PAUSE");
        assertThat(seen.text("/0/scope")).isEqualTo("s1 (production)");
        assertThat(seen.text("/0/reason")).isEqualTo("the move");
        assertThat(seen.text("/0/until")).isNotEmpty();
        assertThat(starter.get("/api/holds?service=s2").json()).isEmpty();

        assertThat(resume("service=s1&by=Ben").text("/message")).isEqualTo("the pause of s1 (production) is over");
        assertThat(starter.get("/api/holds?service=s1").json()).isEmpty();
        assertThat(resume("service=s1&by=Ben").status()).isEqualTo(409);
    }

    @Test
    @Tag("T9")
    void a_pause_of_all_holds_every_service_and_stands_beside_what_runs() {
        starter.post("/api/pause", "{\"reason\":\"the storm\",\"by\":\"Ada\"}");
        starter.post("/api/pause", "{\"reason\":\"the second storm\",\"by\":\"Ben\"}");

        try {
            assertThat(starter.get("/api/holds?service=s3").text("/0/scope")).isEqualTo("all");
            assertThat(starter.get("/api/rollbacks").text("/holds/0/reason")).isEqualTo("the second storm");
        } finally {
            assertThat(resume("by=Ada").status()).isEqualTo(200);
        }
    }

    @Test
    void a_pause_needs_a_name_and_a_reason() {
        assertThat(starter.post("/api/pause", "{\"by\":\"Ada\"}").text("/detail"))
                .contains("'reason' is missing");
        assertThat(starter.post("/api/pause", "{\"reason\":\"x\"}").text("/detail"))
                .contains("'by (your name)'");
    }

    @Test
    @Tag("T9")
    void a_brake_that_nothing_has_pulled_cant_be_armed_again() {
        Web.Reply reply = starter.post("/api/brake/rearm", "{\"by\":\"Ada\"}");

        assertThat(reply.status()).isEqualTo(409);
        assertThat(starter.context().getBean(HoldClient.class).armedAt()).isNull();
    }

    @Test
    @Tag("T5")
    void a_triage_begins_with_no_worker_up_and_later_alerts_join_it() {
        TriageClient triages = starter.context().getBean(TriageClient.class);
        ServiceRef s4 = new ServiceRef("production", "s4");

        assertThat(triages.runs(s4)).isFalse();
        assertThat(triages.tell(s4, alert())).isFalse();
        assertThat(begin(triages, "request-1").started()).isTrue();
        assertThat(begin(triages, "request-2").started()).isFalse();
        assertThat(triages.runs(s4)).isTrue();
        assertThat(triages.tell(s4, alert())).isTrue();

        Web.Reply seen = starter.get("/api/triages/production/s4");
        assertThat(seen.json().at("/runs").asBoolean()).isTrue();
        assertThat(seen.text("/note")).contains("no worker answers");
        assertThat(starter.get("/api/triages").json()).hasSize(1);
        assertThat(starter.post("/api/triages/production/s4/cancel", "{\"by\":\"Ada\",\"reason\":\"x\"}")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void of_a_service_about_which_nothing_is_decided_it_says_so() {
        assertThat(starter.get("/api/triages/production/s5").status()).isEqualTo(404);
        Web.Reply answer = starter.post("/api/triages/production/s5/answers", "{\"by\":\"Ada\",\"way\":\"VETO\"}");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("/detail")).contains("no alert waits for a decision");
    }

    @Test
    @Tag("T4")
    void without_a_history_there_are_no_decisions_to_show() {
        assertThat(starter.get("/api/decisions").json()).isEmpty();
    }

    private Web.Reply resume(String query) {
        return starter.send("DELETE", "/api/pause?" + query, null, Lab.API_TOKEN);
    }

    private static dev.lastgood.workflows.client.Triaged begin(TriageClient triages, String id) {
        var rule = Rule.of("P1", List.of(), Action.VETO);
        var decision = new Decision(Verdict.WAIT, rule, List.of("P1: unless vetoed"), Instant.now());
        var request = new RollbackRequest(
                id,
                Lab.service("production", "s4"),
                new Cause("alertmanager", "500s", alert(), decision),
                Mode.ROLL_BACK,
                Set.of(),
                null,
                null,
                false);
        return triages.triage(request, alert(), decision);
    }

    private static Alert alert() {
        return new Alert("f1", true, Instant.parse("2026-11-21T05:00:00Z"), Map.of("alertname", "A"), Map.of(), "");
    }
}
