package dev.lastgood.activities.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.lastgood.activities.Given;
import dev.lastgood.activities.support.Http;
import dev.lastgood.activities.support.Site;
import dev.lastgood.workflows.activities.MessageActivities.Send;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.model.Target;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MessagesTest {
    private final GreenMail mail = new GreenMail(ServerSetup.SMTP.dynamicPort());

    @TempDir
    Path folder;

    @AutoClose
    final Site site = new Site().on("/services/T0/HIDDEN", 200, "ok");

    @BeforeEach
    void open() {
        mail.start();
    }

    @AfterEach
    void close() {
        mail.stop();
    }

    @Test
    @Tag("N1")
    void slackIsToldInBlocksWithTheHeadlineFirst() {
        slack(notice(Notice.Kind.QUESTION, "Swap the databases?"));

        JsonNode body = new JsonMapper().readTree(site.seen().get(0).body());
        assertThat(body.get("text").asString()).contains("Your answer is needed: shop (production)");
        assertThat(body.at("/blocks/0/text/type").asString()).isEqualTo("mrkdwn");
        assertThat(body.at("/blocks/0/text/text").asString())
                .contains(
                        "*Swap the databases?*",
                        "• 37 orders &lt;new&gt;",
                        "no, undo it",
                        "lastgood status shop --environment production",
                        "dba@example.com");
    }

    @Test
    @Tag("N1")
    void whatAnAlertSaysCantBecomeSlacksMarkup() {
        slack(notice(Notice.Kind.STARTED, "<!channel> & <https://evil|ok>"));

        assertThat(new JsonMapper()
                        .readTree(site.seen().get(0).body())
                        .at("/blocks/0/text/text")
                        .asString())
                .contains("&lt;!channel&gt; &amp; &lt;https://evil|ok&gt;")
                .doesNotContain("<");
    }

    @Test
    @Tag("N1")
    void aLongMessageIsCutIntoBlocksThatSlackTakes() {
        slack(new Notice(
                Notice.Kind.STARTED,
                Given.ROLLBACK,
                "h",
                Map.of(),
                java.util.Collections.nCopies(100, "x".repeat(200))));

        JsonNode blocks = new JsonMapper().readTree(site.seen().get(0).body()).get("blocks");
        assertThat(blocks.size()).isGreaterThan(1);
        blocks.forEach(
                block -> assertThat(block.at("/text/text").asString().length()).isLessThanOrEqualTo(3000));
    }

    @Test
    @Tag("N1")
    void aDeadSlackIsWorthAnotherTryAndItsWebhookIsNeverSaid() {
        site.on("/services/T0/HIDDEN", 500, "oops");
        assertThatThrownBy(() -> slack(notice(Notice.Kind.STARTED, "h")))
                .isNotInstanceOf(ApplicationFailure.class)
                .hasMessageNotContaining("HIDDEN");
        site.close();
        assertThatThrownBy(() -> slack(notice(Notice.Kind.STARTED, "h")))
                .isNotInstanceOf(ApplicationFailure.class)
                .hasMessageNotContaining("HIDDEN");
    }

    @Test
    @Tag("N1")
    void aWebhookThatIsNoLongerValidIsFinalAndNamedByItsReference() {
        site.on("/services/T0/HIDDEN", 404, "no_service");

        assertThatThrownBy(() -> slack(notice(Notice.Kind.STARTED, "h")))
                .isInstanceOf(ApplicationFailure.class)
                .hasMessageContaining("no_service")
                .hasMessageContaining("env:WEBHOOK")
                .hasMessageNotContaining("HIDDEN");
    }

    @Test
    @Tag("N2")
    void mailCarriesTheSubjectOfItsTemplatesFirstLine() throws Exception {
        email(notice(Notice.Kind.QUESTION, "Swap the databases?"), Map.of());

        var received = mail.getReceivedMessages();
        assertThat(received).hasSize(2);
        assertThat(received[0].getSubject()).isEqualTo("[Lastgood] Your answer is needed: shop (production)");
        assertThat(String.valueOf(received[0].getContent()))
                .startsWith("Swap the databases?")
                .contains("- 37 orders <new>", "If nobody answers: no, undo it")
                .doesNotContain("[Lastgood]");
    }

    @Test
    @Tag("N2")
    void aMailSentAgainIsTheSameMailInTheThreadOfItsRollback() throws Exception {
        email(notice(Notice.Kind.STARTED, "h"), Map.of());
        email(notice(Notice.Kind.STARTED, "h"), Map.of());
        email(notice(Notice.Kind.FINISHED, "h"), Map.of());

        var ids = new HashSet<String>();
        for (var received : mail.getReceivedMessages()) {
            ids.add(received.getMessageID());
            assertThat(received.getHeader("References")).containsExactly("<production-shop-1a2b3c4d@lastgood>");
        }
        assertThat(ids).as("the first two are one").hasSize(2);
    }

    @Test
    @Tag("N2")
    void aServerThatMustEncryptAndDoesNotIsNotUsed() {
        assertThatThrownBy(() -> email(notice(Notice.Kind.STARTED, "h"), Map.of("starttls", true)))
                .hasMessageContaining("STARTTLS");
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    @Tag("N2")
    void aMailServerThatIsAwayIsWorthAnotherTry() {
        var away =
                Map.<String, Object>of("server", "127.0.0.1:" + mail.getSmtp().getPort());
        mail.stop();

        assertThatThrownBy(() -> email(notice(Notice.Kind.STARTED, "h"), away))
                .isNotInstanceOf(ApplicationFailure.class)
                .hasMessageContaining("Not mailed by 127.0.0.1");
    }

    @ParameterizedTest
    @EnumSource(Notice.Kind.class)
    @Tag("N7")
    void everyKindOfNoticeHasItsWordsForEveryChannel(Notice.Kind kind) {
        for (String type : List.of("slack", "email")) {
            assertThat(new MessageTemplates(null).render(notice(kind, "It broke"), type))
                    .contains("It broke", "37 orders")
                    .doesNotContain("{{", "}}")
                    .doesNotContain("null");
        }
    }

    @Test
    @Tag("N7")
    void aTeamsOwnFileStandsInForOurs() throws IOException {
        Files.writeString(folder.resolve("started.slack.mustache"), "Ahoy {{service}}: {{headline}} {{unheardOf}}");

        assertThat(new MessageTemplates(folder).render(notice(Notice.Kind.STARTED, "a < b"), "slack"))
                .isEqualTo("Ahoy shop: a &lt; b");
    }

    @Test
    @Tag("N7")
    void aFileThatIsNoMessagesIsRefusedWithTheOneMeant() throws IOException {
        Files.writeString(folder.resolve("startet.slack.mustache"), "x");

        assertThatThrownBy(() -> new MessageTemplates(folder))
                .hasMessageContaining("did you mean 'started.slack.mustache'?");
    }

    @Test
    @Tag("N7")
    void aBrokenTemplateIsRefusedAtTheStart() throws IOException {
        Files.writeString(folder.resolve("started.slack.mustache"), "{{#lines}} never closed");

        assertThatThrownBy(() -> new MessageTemplates(folder)).hasMessageContaining("started.slack.mustache");
    }

    private void slack(Notice notice) {
        var settings = Given.settings(Map.of("WEBHOOK", site.url("/services/T0/HIDDEN")));
        new SlackChannel(settings, new Http(), new MessageTemplates(null))
                .send(new Send(new Target("slack", "#incidents", Map.of("webhook", "env:WEBHOOK")), notice));
    }

    private void email(Notice notice, Map<String, Object> more) {
        var settings = new java.util.HashMap<>(more);
        settings.put("from", "Lastgood <lastgood@example.com>");
        settings.put("to", List.of("product@example.com", "cto@example.com"));
        settings.computeIfAbsent("server", it -> "127.0.0.1:" + mail.getSmtp().getPort());
        new EmailChannel(Given.settings(), new MessageTemplates(null))
                .send(new Send(new Target("email", "stakeholders", settings), notice));
    }

    private static Notice notice(Notice.Kind kind, String headline) {
        return new Notice(
                kind,
                Given.ROLLBACK,
                headline,
                Map.of(
                        "reason",
                        "5xx above 5 %",
                        "startedBy",
                        "ada",
                        "contacts",
                        "dba@example.com",
                        "ifNoAnswer",
                        "no, undo it"),
                List.of("37 orders <new>"));
    }
}
