package dev.lastgood.starter.webhook;

import dev.lastgood.workflows.client.RollbackProblem;
import dev.lastgood.workflows.client.RollbackProblem.Kind;
import dev.lastgood.workflows.model.Alert;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * What Alertmanager posts, payload version 4, and Grafana, whose version 1 has the same alerts, as far as it is used. Fields
 * that are not known are let through: newer versions add some.
 * (https://prometheus.io/docs/alerting/latest/configuration/#webhook_config,
 * https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/)
 *
 * @param truncatedAlerts how many alerts were left out
 */
record AlertmanagerMessage(
        @Nullable String version,
        @Nullable String receiver,
        long truncatedAlerts,
        @Nullable List<@Nullable Item> alerts) {
    private static final String ALERTMANAGER = "4";
    private static final String GRAFANA = "1";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, text -> {
                for (CoercionInputShape shape :
                        List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
                    text.setCoercion(shape, CoercionAction.Fail);
                }
            })
            .build();

    /** One alert of the group. */
    record Item(
            @Nullable String status,
            @Nullable Map<String, String> labels,
            @Nullable Map<String, String> annotations,
            @Nullable String startsAt,
            @Nullable String generatorURL,
            @Nullable String fingerprint) {}

    static AlertmanagerMessage read(byte[] body) {
        AlertmanagerMessage message;
        if (body.length == 0) {
            throw bad("it is empty");
        }
        try {
            message = MAPPER.readValue(body, AlertmanagerMessage.class);
        } catch (DatabindException e) {
            throw bad(e.getPathReference().isEmpty() ? "it is no JSON object" : path(e) + " has the wrong type");
        } catch (JacksonException e) {
            throw bad("it is not JSON (line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ")");
        }
        if (message == null) {
            throw bad("it is empty");
        }
        if (!ALERTMANAGER.equals(message.version) && !GRAFANA.equals(message.version)) {
            throw bad("its version is " + (message.version == null ? "missing" : "'" + cut(message.version) + "'")
                    + ", expected \"4\", or Grafana's \"1\"");
        }
        if (message.alerts == null) {
            throw bad("'alerts' is missing, expected a list");
        }
        return message;
    }

    /** Whose message it is, as rollbacks name who began them. */
    String by() {
        return GRAFANA.equals(version) ? "grafana" : "alertmanager";
    }

    /** The alerts as the workflows know them, each checked. */
    List<Alert> checked() {
        List<@Nullable Item> items = alerts == null ? List.of() : alerts;
        return java.util.stream.IntStream.range(0, items.size())
                .mapToObj(i -> alert("alerts[" + i + "]", items.get(i)))
                .toList();
    }

    private Alert alert(String at, @Nullable Item item) {
        if (item == null) {
            throw bad(at + " is null, expected an alert");
        }
        String status = required(at + ".status", item.status);
        if (!status.equals("firing") && !status.equals("resolved")) {
            throw bad(at + ".status is '" + cut(status) + "', expected firing or resolved");
        }
        return new Alert(
                fingerprint(at + ".fingerprint", item),
                status.equals("firing"),
                time(at + ".startsAt", required(at + ".startsAt", item.startsAt)),
                texts(at + ".labels", item.labels),
                texts(at + ".annotations", item.annotations),
                item.generatorURL == null ? "" : item.generatorURL);
    }

    /** Grafana before 8.3 sent none: it is a hash of the labels, whoever makes it. */
    private String fingerprint(String at, Item item) {
        return item.fingerprint == null && GRAFANA.equals(version)
                ? Integer.toHexString(new java.util.TreeMap<>(texts(at, item.labels)).hashCode())
                : required(at, item.fingerprint);
    }

    private static String cut(String text) {
        return text.length() <= 40 ? text : text.substring(0, 39) + "…";
    }

    private static Map<String, String> texts(String at, @Nullable Map<String, String> texts) {
        if (texts == null) {
            return Map.of();
        }
        if (texts.containsValue(null)) {
            throw bad(at + " holds a null, expected texts");
        }
        return texts;
    }

    private static String required(String at, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw bad(at + " is missing");
        }
        return text;
    }

    private static Instant time(String at, String text) {
        try {
            return java.time.OffsetDateTime.parse(text).toInstant();
        } catch (java.time.format.DateTimeParseException e) {
            throw bad(at + " is no time, expected one like 2026-11-20T20:43:40.632Z");
        }
    }

    private static String path(DatabindException e) {
        StringBuilder path = new StringBuilder();
        e.getPath().forEach(step -> {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        });
        return path.toString();
    }

    private static RollbackProblem bad(String what) {
        return new RollbackProblem(
                Kind.BAD_REQUEST,
                "the body is not a message of Alertmanager's webhook, version 4: " + what
                        + ". Point a webhook_config without a body of its own here");
    }
}
