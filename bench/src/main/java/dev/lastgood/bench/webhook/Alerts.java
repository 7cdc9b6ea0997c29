package dev.lastgood.bench.webhook;

import java.time.Instant;

/** Messages as Alertmanager sends them. */
final class Alerts {
    private Alerts() {}

    /** One firing alert; its name is the event's, and its summary. */
    static String firing(String service, String event, Instant startsAt) {
        return """
                {"version":"4","groupKey":"{}:{alertname=\\"HighErrorRate\\"}","truncatedAlerts":0,"status":"firing","receiver":"lastgood",
                 "groupLabels":{"alertname":"HighErrorRate"},"commonLabels":{"service":"%1$s"},"commonAnnotations":{},
                 "externalURL":"http://alertmanager:9093","alerts":[{"status":"firing",
                  "labels":{"alertname":"HighErrorRate","service":"%1$s","severity":"critical","event":"%2$s"},
                  "annotations":{"summary":"%2$s"},"startsAt":"%3$s","endsAt":"0001-01-01T00:00:00Z",
                  "generatorURL":"http://prometheus/graph","fingerprint":"%4$016x"}]}""".formatted(service, event, startsAt, (service + event).hashCode());
    }
}
