package dev.lastgood.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("T6")
class DeploymentApiTest extends WorkerTestBase {
    private Web.Reply tell(String service, String more) {
        return starter.post("/api/deployments", "{\"service\":\"" + service + "\",\"version\":\"v1.6\"" + more + "}");
    }

    private Web.Reply look(String service, Web.Reply told, String more) {
        return starter.get("/api/deployments/production/" + service + "/" + told.text("/deployment/id") + more);
    }

    @Test
    void a_deployment_that_is_told_of_is_durably_watched() {
        Web.Reply told = tell("w1", ",\"commit\":\"1A2B3C4D\",\"by\":\"ci\"");

        assertThat(told.status()).isEqualTo(202);
        assertThat(told.text("/deployment/id")).matches("[0-9a-f]{12}");
        assertThat(told.text("/deployment/commit")).isEqualTo("1a2b3c4d");
        assertThat(look("w1", told, "?wait=20s&seen=0").text("/why")).startsWith("watched, told ");
    }

    @Test
    void told_again_with_the_same_time_or_with_none_it_is_the_same() {
        String at = ",\"at\":\"" + Instant.now().minusSeconds(60) + "\"";
        String id = tell("w2", at).text("/deployment/id");
        look("w2", tell("w2", at), "?wait=20s&seen=0");

        assertThat(tell("w2", at).text("/deployment/id")).isEqualTo(id);
        assertThat(tell("w2", "").text("/deployment/id")).isEqualTo(id);
        assertThat(look("w2", tell("w2", at), "").text("/why")).isIn("watched, told 1 times", "watched, told 2 times");
    }

    @Test
    void waiting_ends_with_the_verdict() {
        Web.Reply told = tell("w3", "");
        look("w3", told, "?wait=20s&seen=0");

        Web.Reply said = starter.post(
                "/api/deployments/production/w3/" + told.text("/deployment/id") + "/verdict",
                "{\"verdict\":\"GOOD\",\"by\":\"Ada\",\"reason\":\"orders come in\"}");
        Web.Reply end = look("w3", told, "?wait=20s");

        assertThat(said.status()).isEqualTo(200);
        assertThat(end.text("/verdict")).isEqualTo("GOOD");
        assertThat(end.text("/why")).isEqualTo("Ada: orders come in");
        assertThat(starter.post(
                                "/api/deployments/production/w3/" + told.text("/deployment/id") + "/verdict",
                                "{\"verdict\":\"BAD\",\"by\":\"Ada\",\"reason\":\"no\"}")
                        .status())
                .as("a word on what is not watched any more")
                .isEqualTo(409);
    }

    @Test
    void what_is_not_right_is_said() {
        assertThat(tell("wx", "").status()).isEqualTo(404);
        assertThat(tell("s1", "").text("/detail")).contains("add 'deployments'");
        assertThat(tell("w4", ",\"commit\":\"HEAD\"").text("/detail")).contains("'commit' is none");
        assertThat(tell("w4", ",\"at\":\"2020-01-01T00:00:00Z\"").text("/detail"))
                .contains("more than a day ago");
        assertThat(starter.post("/api/deployments", "{\"service\":\"w4\"}").text("/detail"))
                .startsWith("'version' is missing");
        assertThat(starter.get("/api/deployments/production/w4/0123456789ab").status())
                .isEqualTo(404);
        assertThat(starter.get("/api/deployments/production/w4/0123456789ab?wait=soon")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void an_unknown_service_is_answered_with_the_near_miss() {
        assertThat(starter.post("/api/deployments", "{\"service\":\"ww1\",\"version\":\"v1\"}")
                        .text("/detail"))
                .contains("did you mean 'w1'?");
    }

    @Test
    void nobody_tells_without_the_token() {
        assertThat(starter.send("POST", "/api/deployments", "{}", "wrong").status())
                .isEqualTo(401);
    }

    @Test
    void without_a_history_the_list_is_empty() {
        assertThat(starter.get("/api/deployments").body()).isEqualTo("[]");
    }
}
