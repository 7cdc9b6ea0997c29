package dev.lastgood.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mutual TLS by Spring Boot's own settings, with certificates made here. */
@Tag("T1")
class WebhookTlsTest {
    @TempDir
    static Path folder;

    private static Web starter;
    private static Path trusted;
    private static Path alertmanager;
    private static Path somebody;

    @BeforeAll
    static void start() {
        Certificates made = new Certificates(folder);
        Path server = made.key("server", "CN=lastgood");
        alertmanager = made.key("alertmanager", "CN=alertmanager,O=Example");
        somebody = made.key("somebody", "CN=somebody,O=Example");
        trusted = made.trusting("trusted-server", server);
        starter = Lab.starter(
                Lab.temporal().address(),
                Lab.namespace("tls"),
                "spring.ssl.bundle.jks.webhook.keystore.location=file:" + server,
                "spring.ssl.bundle.jks.webhook.keystore.password=" + Certificates.PASSWORD,
                "spring.ssl.bundle.jks.webhook.truststore.location=file:"
                        + made.trusting("trusted-clients", alertmanager, somebody),
                "spring.ssl.bundle.jks.webhook.truststore.password=" + Certificates.PASSWORD,
                "server.ssl.bundle=webhook",
                "server.ssl.client-auth=want",
                "lastgood.webhook.certificates[0]=CN=alertmanager, O=Example");
    }

    @AfterAll
    static void stop() {
        starter.close();
    }

    @Test
    void aListedSubjectIsLetInWithoutAToken() throws Exception {
        assertThat(post(alertmanager, null).status()).isEqualTo(200);
    }

    @Test
    void anotherSubjectIsNotThoughItsCertificateIsValid() throws Exception {
        Web.Reply reply = post(somebody, null);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.text("/detail")).contains("lastgood.webhook.certificates");
    }

    @Test
    void withoutACertificateATokenStillHolds() throws Exception {
        assertThat(post(null, Lab.WEBHOOK_TOKEN).status()).isEqualTo(200);
        assertThat(post(null, null).status()).isEqualTo(401);
    }

    private static Web.Reply post(Path key, String token) throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(Certificates.context(key, trusted))
                .build();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("https://127.0.0.1:" + starter.port() + "/webhooks/alertmanager"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"version\":\"4\",\"alerts\":[]}"));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return Web.send(client, request);
    }
}
