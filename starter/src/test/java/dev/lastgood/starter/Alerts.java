package dev.lastgood.starter;

import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Bodies as Alertmanager sends them. */
final class Alerts {
    private Alerts() {}

    static String firing(String... services) {
        return message(Stream.of(services).map(it -> item("firing", it, Instant.now())));
    }

    static String resolved(String service) {
        return message(Stream.of(item("resolved", service, Instant.now())));
    }

    static String firingSince(Instant since, String service) {
        return message(Stream.of(item("firing", service, since)));
    }

    static String message(Stream<String> items) {
        return """
                {"version":"4","receiver":"rb","status":"firing","truncatedAlerts":0,"groupKey":"{}","notification_reason":"new",
                 "groupLabels":{},"commonLabels":{},"commonAnnotations":{},"externalURL":"http://vm:9093","alerts":[%s]}""".formatted(items.collect(Collectors.joining(",")));
    }

    static String item(String status, String service, Instant startsAt) {
        return """
                {"status":"%s","labels":{"alertname":"HighErrorRate","service":"%s","severity":"critical"},
                 "annotations":{"summary":"error rate high"},"startsAt":"%s","endsAt":"0001-01-01T00:00:00Z",
                 "generatorURL":"http://vm/graph","fingerprint":"cf64f4be588951f8"}""".formatted(status, service, startsAt);
    }
}
