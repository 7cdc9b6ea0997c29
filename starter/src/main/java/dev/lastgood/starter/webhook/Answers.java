package dev.lastgood.starter.webhook;

import dev.lastgood.starter.webhook.WebhookAnswer.Decision;
import dev.lastgood.starter.webhook.WebhookAnswer.Taken;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Service;
import org.jspecify.annotations.Nullable;

/** What is said of one alert. */
final class Answers {
    private static final int LONGEST = 300;

    private Answers() {}

    static Taken rollback(Service service, Alert alert, Decision decision, String reason) {
        return taken(service, alert, decision, reason, service.ref().rollbackId(), null);
    }

    static Taken triage(Service service, Alert alert, Decision decision, String reason) {
        return taken(service, alert, decision, reason, null, service.ref().triageId());
    }

    static Taken nothing(Service service, Alert alert, Decision decision, String reason) {
        return taken(service, alert, decision, reason, null, null);
    }

    private static Taken taken(
            Service service,
            Alert alert,
            Decision decision,
            String reason,
            @Nullable String rollback,
            @Nullable String triage) {
        return new Taken(
                alert.fingerprint(),
                service.ref().service(),
                service.ref().environment(),
                decision,
                line(reason),
                rollback,
                triage);
    }

    /** Of no service. */
    static Taken ignored(Alert alert, String reason) {
        return new Taken(alert.fingerprint(), null, null, Decision.IGNORED, line(reason), null, null);
    }

    /** What an alert says may hold anything, and goes into logs. */
    static String line(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
