package dev.lastgood.activities.message;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.support.Http;
import dev.lastgood.activities.support.Words;
import dev.lastgood.catalog.settings.Default;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.catalog.settings.SecretRef;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A Slack channel by its incoming webhook. Whoever has the webhook's URL can write there, so it is a secret. */
public final class SlackChannel implements MessageChannel {
    /** Slack refuses a longer block. */
    private static final int LONGEST_BLOCK = 3000;

    private static final int LONGEST_FALLBACK = 300;

    private final JsonMapper json = new JsonMapper();
    private final Settings settings;
    private final Http http;
    private final MessageTemplates templates;

    public SlackChannel(Settings settings, Http http, MessageTemplates templates) {
        this.settings = settings;
        this.http = http;
        this.templates = templates;
    }

    /** Where messages go. */
    public record Config(
            @Describe("Where the incoming webhook's URL is") SecretRef webhook,

            @Describe("How long one try may take") @Default("8s")
            Duration timeout) {}

    @Override
    public String type() {
        return "slack";
    }

    @Override
    public Class<Config> settings() {
        return Config.class;
    }

    @Override
    public Sent send(Send send) {
        var how = settings.bind(send.channel(), Config.class);
        String name = send.channel().name();
        Http.Answer answer;
        try {
            answer = http.send(Http.request(webhook(how), how.timeout())
                    .header("Content-Type", "application/json; charset=utf-8")
                    .POST(BodyPublishers.ofString(body(templates.render(send.notice(), "slack"))))
                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException("Slack was not told (" + name + "): " + e.getMessage(), e);
        }
        if (answer.ok()) {
            return new Sent("Told " + name + " on Slack.");
        }
        String said = "Slack answered " + answer.status() + " for " + name + ": " + Words.cut(answer.body(), 100);
        if (answer.status() == 429 || answer.status() >= 500) {
            throw new IllegalStateException(said);
        }
        throw Failures.permanent(
                FailureType.CONFIGURATION, said + "; put a valid incoming webhook's URL into " + how.webhook());
    }

    private String webhook(Config how) {
        String url = settings.secret(how.webhook()).strip();
        if (!url.startsWith("https://") && !url.startsWith("http://")) {
            throw Failures.permanent(FailureType.CONFIGURATION, "what " + how.webhook() + " holds is not a URL");
        }
        return url;
    }

    private String body(String text) {
        List<Map<String, Object>> blocks = blocks(text).stream()
                .map(it -> Map.<String, Object>of("type", "section", "text", Map.of("type", "mrkdwn", "text", it)))
                .toList();
        String first = text.lines().findFirst().orElse("");
        return json.writeValueAsString(Map.of("text", Words.cut(first, LONGEST_FALLBACK), "blocks", blocks));
    }

    /** Whole lines, as many as fit into a block each. */
    private static List<String> blocks(String text) {
        var blocks = new ArrayList<String>();
        var block = new StringBuilder();
        for (String line : text.lines().map(it -> Words.cut(it, LONGEST_BLOCK)).toList()) {
            if (block.length() > 0 && block.length() + 1 + line.length() > LONGEST_BLOCK) {
                blocks.add(block.toString());
                block.setLength(0);
            }
            block.append(block.length() == 0 ? "" : "\n").append(line);
        }
        blocks.add(block.toString());
        return blocks.subList(0, Math.min(50, blocks.size()));
    }
}
