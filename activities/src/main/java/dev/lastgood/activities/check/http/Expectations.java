package dev.lastgood.activities.check.http;

import dev.lastgood.activities.check.metrics.PrometheusText;
import dev.lastgood.activities.support.Http;
import dev.lastgood.activities.support.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.StringNode;

/** Holds an answer against what it must be. */
final class Expectations {
    private static final JsonMapper JSON = new JsonMapper();

    private final Texts texts;
    private final Conditions conditions;

    Expectations(Texts texts) {
        this.texts = texts;
        this.conditions = new Conditions(texts);
    }

    /** What is not as it must be, in words; nothing when all is well. */
    List<String> broken(HttpAsk how, Http.Answer answer) {
        var wrong = new ArrayList<String>();
        if (!how.mayBe(answer.status())) {
            wrong.add("expected " + how.expectedStatus());
        }
        if (how.within() != null && answer.took().compareTo(how.within()) > 0) {
            wrong.add("slower than " + Words.of(how.within()));
        }
        if (how.contains() != null && !answer.body().contains(texts.filled(how.contains()))) {
            wrong.add("the text '" + how.contains() + "' is not in it");
        }
        if (how.lacks() != null && answer.body().contains(texts.filled(how.lacks()))) {
            wrong.add("the text '" + how.lacks() + "' is in it");
        }
        if (!how.json().isEmpty()) {
            json(how, answer.body(), wrong);
        }
        how.responseHeaders().forEach((name, expected) -> {
            List<String> values = answer.headers().allValues(name);
            JsonNode found =
                    values.isEmpty() ? MissingNode.getInstance() : StringNode.valueOf(String.join(", ", values));
            boolean plain = expected instanceof Number || expected instanceof Boolean;
            conditions.check("header " + name, plain ? String.valueOf(expected) : expected, found, wrong);
        });
        if (how.format() == HttpAsk.Format.PROMETHEUS) {
            prometheus(answer.body(), wrong);
        }
        if (how.tlsValidFor() != null || answer.tls() != null) {
            Certificates.validFor(answer.tls(), how.tlsValidFor() == null ? Duration.ZERO : how.tlsValidFor(), wrong);
        }
        return wrong;
    }

    private void json(HttpAsk how, String body, List<String> wrong) {
        JsonNode tree;
        try {
            tree = JSON.readTree(body);
        } catch (JacksonException e) {
            wrong.add("the answer is not JSON");
            return;
        }
        how.json().forEach((pointer, expected) -> conditions.check(pointer, expected, at(tree, pointer), wrong));
    }

    /** A JSON pointer, with or without its first slash. */
    static JsonNode at(JsonNode tree, String pointer) {
        return tree.at(pointer.isEmpty() || pointer.startsWith("/") ? pointer : "/" + pointer);
    }

    private static void prometheus(String body, List<String> wrong) {
        try {
            if (PrometheusText.parse(body).isEmpty()) {
                wrong.add("it holds no metrics");
            }
        } catch (IllegalArgumentException e) {
            wrong.add("it is not in Prometheus's format: " + e.getMessage());
        }
    }
}
