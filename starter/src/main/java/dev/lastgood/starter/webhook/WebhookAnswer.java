package dev.lastgood.starter.webhook;

import dev.lastgood.workflows.decision.Decision.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was made of a message. Alertmanager logs it.
 *
 * @param message all of it in one line
 * @param truncatedAlerts how many alerts were left out by the sender; those were not seen
 */
record WebhookAnswer(String message, long truncatedAlerts, List<Taken> alerts) {

    enum Decision {
        STARTED,
        JOINED,
        /** Until a veto window or a watch is over. */
        WAITING,
        ASKED,
        HELD,
        FIX_FORWARD,
        IGNORED;

        static Decision of(Verdict verdict) {
            return switch (verdict) {
                case START -> STARTED;
                case JOIN -> JOINED;
                case WAIT -> WAITING;
                case ASK -> ASKED;
                case HELD -> HELD;
                case FIX_FORWARD -> FIX_FORWARD;
                case IGNORED -> IGNORED;
            };
        }

        /** Whether something goes on now that outlives the answer. */
        boolean isUnderWay() {
            return this == STARTED || this == JOINED || this == WAITING || this == ASKED;
        }

        String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * What was made of one alert for one service.
     *
     * @param service null where no service of the catalog takes the alert
     * @param rollback the workflow's id, of a rollback
     * @param triage the workflow's id, while it is being decided
     */
    record Taken(
            String fingerprint,
            @Nullable String service,
            @Nullable String environment,
            Decision decision,
            String reason,
            @Nullable String rollback,
            @Nullable String triage) {}

    static WebhookAnswer of(List<Taken> taken, long truncated) {
        List<String> parts = new ArrayList<>();
        for (Decision decision : Decision.values()) {
            List<Taken> such =
                    taken.stream().filter(it -> it.decision() == decision).toList();
            if (!such.isEmpty()) {
                List<String> reasons =
                        such.stream().map(Taken::reason).distinct().toList();
                parts.add(such.size() + " " + decision.words() + " (" + String.join("; ", reasons) + ")");
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
        return alerts.stream().anyMatch(it -> it.decision().isUnderWay());
    }
}
