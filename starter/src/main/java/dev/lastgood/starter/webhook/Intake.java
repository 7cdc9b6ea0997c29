package dev.lastgood.starter.webhook;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.starter.StarterSettings;
import dev.lastgood.starter.webhook.WebhookAnswer.Taken;
import dev.lastgood.workflows.client.DecisionClient;
import dev.lastgood.workflows.client.RollbackProblem;
import dev.lastgood.workflows.client.Within;
import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.noted.Noted;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Finds whose alerts a message holds. Each is decided by itself: the group's own status is firing while any of them is. */
class Intake {
    /** Alertmanager gets its answer, also its 503, before it gives up and sends again. */
    private static final Duration LIMIT = Duration.ofSeconds(4);

    private final Catalog catalog;
    private final Judge judge;
    private final DecisionClient decisions;
    private final Alarm alarm;
    private final MeterRegistry meters;
    private final List<String> receivers;

    Intake(
            Catalog catalog,
            Judge judge,
            DecisionClient decisions,
            Alarm alarm,
            MeterRegistry meters,
            StarterSettings settings) {
        this.catalog = catalog;
        this.judge = judge;
        this.decisions = decisions;
        this.alarm = alarm;
        this.meters = meters;
        this.receivers = settings.webhook().receivers();
    }

    WebhookAnswer take(AlertmanagerMessage message) {
        List<Alert> alerts = message.checked();
        String receiver = message.receiver();
        List<Taken> taken;
        if (!receivers.isEmpty() && !receivers.contains(receiver)) {
            String reason = "receiver '" + receiver + "' is none of lastgood.webhook.receivers " + receivers;
            taken = alerts.stream().map(it -> Answers.ignored(it, reason)).toList();
        } else {
            taken = Within.limit(
                    LIMIT,
                    () -> alerts.stream().flatMap(it -> take(it, message.by())).toList());
        }
        taken.forEach(it -> count(it, message.by()));
        return WebhookAnswer.of(taken, message.truncatedAlerts());
    }

    private Stream<Taken> take(Alert alert, String by) {
        List<Service> services = catalog.matching(alert.labels());
        if (services.isEmpty()) {
            return Stream.of(unrouted(alert));
        }
        try {
            return services.stream().map(it -> judge.take(it, alert, by)).toList().stream();
        } catch (RollbackProblem problem) {
            if (problem.kind() == RollbackProblem.Kind.UNREACHABLE && alert.firing()) {
                alarm.lost(services, Answers.line(alert.summary()));
            }
            throw problem;
        }
    }

    private Taken unrouted(Alert alert) {
        String reason = "no service of the catalog matches alert '"
                + alert.labels().getOrDefault("alertname", alert.fingerprint()) + "': its labels are " + alert.labels();
        if (alert.firing()) {
            var decision = new Decision(Verdict.IGNORED, null, List.of(Answers.line(reason)), Instant.now());
            decisions.note(new Noted(alert, null, decision, catalog.unrouted(), true));
        }
        return Answers.ignored(alert, reason);
    }

    private void count(Taken taken, String by) {
        String decision =
                taken.service() == null ? "unrouted" : taken.decision().words();
        meters.counter("lastgood.alerts", "decision", decision, "by", by).increment();
    }
}
