package dev.lastgood.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What would be decided about an alert, over the API. */
@Tag("T4")
class ExplainTest extends WorkerTestBase {
    @Test
    void it_says_what_would_be_done_and_starts_nothing() {
        Web.Reply reply = starter.post("/api/explain", Alerts.firing("s1"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/alerts/0/services/0/service")).isEqualTo("s1");
        assertThat(reply.text("/alerts/0/services/0/decision/verdict")).isEqualTo("START");
        assertThat(reply.text("/alerts/0/services/0/decision/reasons/0"))
                .isEqualTo("every alert routed here: roll back at once");
        assertThat(reply.text("/alerts/0/services/0/then")).contains(" → ");
        assertThat(starter.get("/api/rollbacks/production/s1").status()).isEqualTo(404);
    }

    @Test
    @Tag("T2")
    void a_rollback_that_runs_would_be_joined() {
        starter.post("/api/rollbacks", "{\"service\":\"s2\",\"by\":\"Ada\",\"reason\":\"500s\"}");

        Web.Reply reply = starter.post("/api/explain", Alerts.firing("s2"));

        assertThat(reply.text("/alerts/0/services/0/decision/verdict")).isEqualTo("JOIN");
    }

    @Test
    @Tag("T9")
    void another_time_may_be_asked_about() {
        Web.Reply reply = starter.post(
                "/api/explain?at=2026-12-24T22:00:00Z",
                Alerts.firingSince(Instant.parse("2026-12-24T21:59:00Z"), "s3"));

        assertThat(reply.text("/at")).isEqualTo("2026-12-24T22:00:00Z");
        assertThat(reply.text("/alerts/0/services/0/decision/at")).isEqualTo("2026-12-24T22:00:00Z");
    }

    @Test
    void a_body_that_is_none_is_refused_with_what_is_expected() {
        Web.Reply reply = starter.post("/api/explain", "{}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/detail")).startsWith("the alert has no labels");
    }
}
