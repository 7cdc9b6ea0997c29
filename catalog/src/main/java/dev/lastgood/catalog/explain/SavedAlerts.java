package dev.lastgood.catalog.explain;

import dev.lastgood.workflows.model.Alert;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Alerts as somebody saved them: a message of Alertmanager's or Grafana's webhook, a list as Alertmanager's API gives, or a bare
 * alert, of which labels are enough. More lenient than the webhook: rules are tried with what is at hand.
 */
public final class SavedAlerts {
    private static final JsonMapper JSON = new JsonMapper();

    private SavedAlerts() {}

    /**
     * @param now when an alert begins that does not say
     * @throws IllegalArgumentException saying what is wrong and what is expected
     */
    public static List<Alert> read(String body, Instant now) {
        JsonNode root = tree(body);
        JsonNode alerts = root.isArray() ? root : root.has("alerts") ? root.get("alerts") : null;
        if (alerts == null) {
            return List.of(alert("the alert", root, now));
        }
        if (!alerts.isArray() || alerts.isEmpty()) {
            throw new IllegalArgumentException("'alerts' holds no alert: a list of some is expected");
        }
        List<Alert> all = new ArrayList<>();
        for (JsonNode alert : alerts) {
            all.add(alert("alerts[" + all.size() + "]", alert, now));
        }
        return all;
    }

    private static JsonNode tree(String body) {
        try {
            JsonNode tree = JSON.readTree(body);
            if (tree.isObject() || tree.isArray()) {
                return tree;
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "this is not JSON (line " + e.getLocation().getLineNr()
                            + "): the body of a webhook, or an alert, is" + " expected",
                    e);
        }
        throw new IllegalArgumentException("the body of a webhook, or an alert, is expected: a JSON object");
    }

    private static Alert alert(String at, JsonNode alert, Instant now) {
        if (!alert.path("labels").isObject()) {
            throw new IllegalArgumentException(
                    at + " has no labels: write them like {\"labels\": {\"service\": \"shop\", \"severity\": \"P0\"}}");
        }
        Map<String, String> labels = texts(at + ".labels", alert.path("labels"));
        return new Alert(
                alert.path("fingerprint").asString(Integer.toHexString(labels.hashCode())),
                firing(at, alert.path("status")),
                time(at + ".startsAt", alert.path("startsAt").asString(null), now),
                labels,
                texts(at + ".annotations", alert.path("annotations")),
                alert.path("generatorURL").asString(""));
    }

    /** A word in webhooks; in Alertmanager's API an object, whose alerts all fire. */
    private static boolean firing(String at, JsonNode status) {
        String word = status.isString() ? status.asString() : "firing";
        if (!word.equals("firing") && !word.equals("resolved")) {
            throw new IllegalArgumentException(at + ".status is '" + word + "', expected firing or resolved");
        }
        return word.equals("firing");
    }

    private static Map<String, String> texts(String at, JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties().forEach(it -> {
            if (!it.getValue().isString()) {
                throw new IllegalArgumentException(at + "." + it.getKey() + " is no text: put it in quotes");
            }
            texts.put(it.getKey(), it.getValue().asString());
        });
        return texts;
    }

    private static Instant time(String at, @Nullable String text, Instant now) {
        try {
            return text == null || text.isBlank()
                    ? now
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(at + " is no time, expected one like 2026-11-20T20:43:40.632Z", e);
        }
    }
}
