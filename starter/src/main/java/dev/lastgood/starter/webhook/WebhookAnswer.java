package dev.lastgood.starter.webhook;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was made of a message. Alertmanager logs it.
 *
 * @param message all of it in one line
 * @param truncatedAlerts how many alerts Alertmanager says it left out; those were not seen
 */
record WebhookAnswer(String message, long truncatedAlerts, List<Taken> alerts) {

    enum Decision {
        STARTED,
        JOINED,
        IGNORED
    }

    /**
     * What was made of one alert for one service.
     *
     * @param rollback the workflow's id
     */
    record Taken(
            String fingerprint,
            @Nullable String service,
            @Nullable String environment,
            Decision decision,
            String reason,
            @Nullable String rollback) {}

    static WebhookAnswer of(List<Taken> taken, long truncated) {
        List<String> parts = new ArrayList<>();
        for (Decision decision : Decision.values()) {
            List<Taken> such =
                    taken.stream().filter(it -> it.decision() == decision).toList();
            if (!such.isEmpty()) {
                parts.add(such.size() + " " + decision.name().toLowerCase(java.util.Locale.ROOT) + " ("
                        + String.join(
                                "; ",
                                such.stream().map(Taken::reason).distinct().toList()) + ")");
            }
        }
        if (parts.isEmpty()) {
            parts.add("nothing done: the message holds no alert");
        }
        if (truncated > 0) {
            parts.add(truncated + " alerts were left out by Alertmanager (max_alerts) and not seen");
        }
        return new WebhookAnswer(String.join(", ", parts), truncated, taken);
    }

    boolean isAnythingUnderWay() {
        return alerts.stream().anyMatch(it -> it.decision() != Decision.IGNORED);
    }
}
