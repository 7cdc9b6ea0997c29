package dev.lastgood.workflows.model;

import java.time.Instant;
import java.util.Map;

/**
 * One alert as Alertmanager delivered it. The event is fingerprint and {@code startsAt}: the fingerprint hashes the labels
 * and so recurs.
 */
public record Alert(
        String fingerprint,
        boolean firing,
        Instant startsAt,
        Map<String, String> labels,
        Map<String, String> annotations,
        String generatorUrl) {

    /** Which event it is: each repeat of it is the same, and so is its {@code resolved}. */
    public String event() {
        return fingerprint + "@" + startsAt;
    }

    /** What the alert says of itself: its summary, else its name. */
    public String summary() {
        return annotations.getOrDefault("summary", labels.getOrDefault("alertname", "alert " + fingerprint));
    }
}
