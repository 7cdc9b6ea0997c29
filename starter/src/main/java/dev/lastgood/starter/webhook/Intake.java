package dev.lastgood.starter.webhook;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.starter.StarterSettings;
import dev.lastgood.starter.webhook.WebhookAnswer.Decision;
import dev.lastgood.starter.webhook.WebhookAnswer.Taken;
import dev.lastgood.workflows.client.NamespaceSearch;
import dev.lastgood.workflows.client.RollbackClient;
import dev.lastgood.workflows.client.RollbackView;
import dev.lastgood.workflows.client.RollbackView.Execution;
import dev.lastgood.workflows.client.Started;
import dev.lastgood.workflows.client.Within;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Cause;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.RollbackRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides about each alert by itself: the group's own status is firing while any of them is. */
class Intake {
    /** Alertmanager gets its answer, also its 503, before it gives up and sends again. */
    private static final Duration LIMIT = Duration.ofSeconds(4);

    /** Ended by itself or by a person's word, unlike one that was terminated. */
    private static final Set<Execution> OVER = EnumSet.of(Execution.ENDED, Execution.CANCELLED);

    private static final int REASON_LENGTH = 300;

    private final Catalog catalog;
    private final RollbackClient rollbacks;
    private final NamespaceSearch search;
    private final List<String> receivers;

    Intake(Catalog catalog, RollbackClient rollbacks, NamespaceSearch search, StarterSettings settings) {
        this.catalog = catalog;
        this.rollbacks = rollbacks;
        this.search = search;
        this.receivers = settings.webhook().receivers();
    }

    WebhookAnswer take(AlertmanagerMessage message) {
        List<Alert> alerts = message.checked();
        String receiver = message.receiver();
        if (!receivers.isEmpty() && !receivers.contains(receiver)) {
            String reason = "receiver '" + receiver + "' is none of lastgood.webhook.receivers " + receivers;
            return WebhookAnswer.of(
                    alerts.stream().map(it -> ignored(it, null, reason)).toList(), message.truncatedAlerts());
        }
        return Within.limit(
                LIMIT,
                () -> WebhookAnswer.of(alerts.stream().flatMap(this::take).toList(), message.truncatedAlerts()));
    }

    private Stream<Taken> take(Alert alert) {
        List<Service> services = catalog.matching(alert.labels());
        if (services.isEmpty()) {
            return Stream.of(ignored(
                    alert,
                    null,
                    "no service of the catalog matches alert '"
                            + alert.labels().getOrDefault("alertname", alert.fingerprint()) + "': its labels are "
                            + cut(alert.labels().toString())));
        }
        return services.stream().map(service -> alert.firing() ? firing(service, alert) : resolved(service, alert));
    }

    private Taken resolved(Service service, Alert alert) {
        return rollbacks.tell(service.ref(), alert)
                ? taken(alert, service.ref(), Decision.JOINED, "resolved: recorded in the running rollback")
                : ignored(alert, service.ref(), "resolved, and no rollback runs: nothing to do");
    }

    private Taken firing(Service service, Alert alert) {
        Optional<Instant> ended = rollbacks
                .glance(service.ref())
                .filter(it -> OVER.contains(it.execution()))
                .map(RollbackView::endedAt)
                .filter(alert.startsAt()::isBefore);
        if (ended.isPresent()) {
            return ignored(
                    alert,
                    service.ref(),
                    "firing since before the last rollback of " + service.ref() + " ended (" + ended.get()
                            + "): not rolled back again by itself; a person can, by 'lastgood start'");
        }
        Started started = rollbacks.alert(request(service, alert), alert);
        Decision decision = started.decision() == Started.Decision.STARTED ? Decision.STARTED : Decision.JOINED;
        return taken(alert, service.ref(), decision, started.message());
    }

    private RollbackRequest request(Service service, Alert alert) {
        return new RollbackRequest(
                UUID.randomUUID().toString(),
                service,
                new Cause("alertmanager", cut(alert.summary()), alert),
                Mode.ROLL_BACK,
                Set.of(),
                null,
                null,
                search.available());
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= REASON_LENGTH ? line : line.substring(0, REASON_LENGTH - 1) + "…";
    }

    private static Taken taken(Alert alert, ServiceRef service, Decision decision, String reason) {
        return new Taken(
                alert.fingerprint(), service.service(), service.environment(), decision, reason, service.rollbackId());
    }

    private static Taken ignored(Alert alert, @Nullable ServiceRef service, String reason) {
        return new Taken(
                alert.fingerprint(),
                service == null ? null : service.service(),
                service == null ? null : service.environment(),
                Decision.IGNORED,
                reason,
                null);
    }
}
