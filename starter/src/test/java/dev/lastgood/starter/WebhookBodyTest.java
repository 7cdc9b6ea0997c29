package dev.lastgood.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a message's bytes may come. */
@Tag("T1")
class WebhookBodyTest extends StarterTestBase {
    private static final String LARGE = "{\"version\":\"4\",\"x\":\"" + "a".repeat(2 * 1024 * 1024) + "\"}";

    @Test
    void aCompressedBodyIsUnderstood() throws IOException {
        Web.Reply reply = send(gzip(Alerts.firing("s1")), "gzip");

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.text("/alerts/0/service")).isEqualTo("s1");
    }

    @Test
    void whatACompressedBodyExpandsToIsLimitedToo() throws IOException {
        byte[] small = gzip(LARGE);

        assertThat(small.length).isLessThan(10_000);
        assertThat(send(small, "gzip").status()).isEqualTo(413);
    }

    @Test
    void aBodyOfUnknownLengthIsLimitedToo() {
        Web.Reply reply = starter.send(starter.request("/webhooks/alertmanager")
                .header("Authorization", "Bearer " + Lab.WEBHOOK_TOKEN)
                .POST(BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(LARGE.getBytes(StandardCharsets.UTF_8)))));

        assertThat(reply.status()).isEqualTo(413);
    }

    @Test
    void aBodyThatIsNotAsCompressedAsItSaysIs400() throws IOException {
        byte[] whole = gzip(Alerts.firing("s2"));

        assertThat(send("{}".getBytes(StandardCharsets.UTF_8), "gzip").status()).isEqualTo(400);
        assertThat(send(Arrays.copyOf(whole, whole.length / 2), "gzip").status())
                .isEqualTo(400);
        assertThat(send(new byte[0], "gzip").status()).isEqualTo(400);
    }

    @Test
    void anotherCompressionIs415AndSaysWhichIsTaken() {
        Web.Reply reply = send("x".getBytes(StandardCharsets.UTF_8), "br");

        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.text("/detail")).contains("gzip");
    }

    private Web.Reply send(byte[] body, String encoding) {
        HttpRequest.Builder request = starter.request("/webhooks/alertmanager")
                .header("Authorization", "Bearer " + Lab.WEBHOOK_TOKEN)
                .header("Content-Encoding", encoding)
                .POST(BodyPublishers.ofByteArray(body));
        return starter.send(request);
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
