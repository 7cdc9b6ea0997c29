package dev.lastgood.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may send alerts. */
@Tag("T1")
class WebhookAccessTest extends StarterTestBase {
    @Override
    String[] settings() {
        return new String[] {
            "lastgood.webhook.tokens.old=file:" + Lab.secret("token-of-last-year"),
            "lastgood.webhook.tokens.new=file:" + Lab.secret("token-of-this-year"),
            "lastgood.webhook.users.prometheus=file:" + Lab.secret("open:sesame")
        };
    }

    @Test
    void tokensOfSeveralNamesHoldBesideTheOldOneSoThatTheyCanBeRotated() {
        assertThat(starter.send("POST", "/webhooks/alertmanager", nothing(), Lab.WEBHOOK_TOKEN)
                        .status())
                .isEqualTo(200);
        assertThat(starter.send("POST", "/webhooks/alertmanager", nothing(), "token-of-last-year")
                        .status())
                .isEqualTo(200);
        assertThat(starter.send("POST", "/webhooks/alertmanager", nothing(), "token-of-this-year")
                        .status())
                .isEqualTo(200);

        assertThat(starter.get("/actuator/prometheus").body())
                .contains("caller=\"token default\"", "caller=\"token old\"", "caller=\"token new\"")
                .doesNotContain("token-of-last-year");
    }

    @Test
    void aUserAndItsPasswordAreLetIn() {
        assertThat(basic("prometheus:open:sesame").status()).isEqualTo(200);
        assertThat(starter.get("/actuator/prometheus").body()).contains("caller=\"user prometheus\"");
    }

    @Test
    void aWrongPasswordAnUnknownUserAndWhatIsNoBasicAre401() {
        assertThat(basic("prometheus:open").status()).isEqualTo(401);
        assertThat(basic("nobody:open:sesame").status()).isEqualTo(401);
        assertThat(basic("prometheus").status()).isEqualTo(401);
        assertThat(starter.send(post().header("Authorization", "Basic %%%")).status())
                .isEqualTo(401);
        assertThat(starter.send(post().header("Authorization", "Bearer ")).status())
                .isEqualTo(401);
    }

    @Test
    void whoIsNotLetInIsToldWhichSchemesAre() {
        Web.Reply reply = starter.send(post());

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.text("/detail"))
                .contains("Authorization: Bearer", "Authorization: Basic", "lastgood.webhook.users");
    }

    private Web.Reply basic(String login) {
        return starter.send(post().header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8))));
    }

    private HttpRequest.Builder post() {
        return starter.request("/webhooks/alertmanager").POST(BodyPublishers.ofString(nothing()));
    }

    private static String nothing() {
        return "{\"version\":\"4\",\"alerts\":[]}";
    }
}
