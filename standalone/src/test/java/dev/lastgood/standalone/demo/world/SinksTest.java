package dev.lastgood.standalone.demo.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class SinksTest {
    final Queue<Message> received = new ConcurrentLinkedQueue<>();

    @Test
    void whatIsPostedToASlackWebhookIsShown() throws Exception {
        try (SlackSink slack = new SlackSink(received::add)) {
            assertThat(Http.post(slack.webhook("incidents"), "{\"text\":\"Rollback started\\nof shop\"}")
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(received)
                .containsExactly(new Message("Slack #incidents", "Rollback started", "Rollback started\nof shop"));
    }

    @Test
    void slackRefusesWhatIsNoJson() throws Exception {
        try (SlackSink slack = new SlackSink(received::add)) {
            assertThat(Http.post(slack.webhook("incidents"), "text=hello").statusCode())
                    .isEqualTo(400);
        }
        assertThat(received).isEmpty();
    }

    @Test
    void aMailIsShownWithItsSubject() throws Exception {
        try (MailSink mail = new MailSink(received::add)) {
            Properties properties = new Properties();
            properties.setProperty("mail.smtp.host", "127.0.0.1");
            properties.setProperty("mail.smtp.port", Integer.toString(mail.port()));
            MimeMessage message = new MimeMessage(Session.getInstance(properties));
            message.setFrom(new InternetAddress("lastgood@shop.example"));
            message.setRecipient(RecipientType.TO, new InternetAddress("product@shop.example"));
            message.setSubject("Shop is back");
            message.setText("All of it.");
            Transport.send(message);
            await().until(() -> !received.isEmpty());
        }
        assertThat(received.element().channel()).isEqualTo("mail to product@shop.example");
        assertThat(received.element().headline()).isEqualTo("Shop is back");
        assertThat(received.element().text()).contains("All of it.");
    }
}
