package dev.lastgood.starter.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lastgood.starter.webhook.WebhookAnswer.Taken;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.ServiceRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Events that were durably taken a moment ago: a second Alertmanager's delivery of one has nothing new in it, and Temporal need not
 * hear of it. Forgotten after that moment, so that what goes on firing is judged anew.
 */
final class Repeats {
    private static final Duration MOMENT = Duration.ofSeconds(10);
    private static final int MOST = 10_000;

    private final Cache<Event, Taken> taken =
            Caffeine.newBuilder().expireAfterWrite(MOMENT).maximumSize(MOST).build();

    private record Event(ServiceRef service, String fingerprint, Instant startsAt) {
        static Event of(ServiceRef service, Alert alert) {
            return new Event(service, alert.fingerprint(), alert.startsAt());
        }
    }

    /** The answer to a repeat. */
    Optional<Taken> of(ServiceRef service, Alert alert) {
        return alert.firing()
                ? Optional.ofNullable(taken.getIfPresent(Event.of(service, alert)))
                        .map(Repeats::again)
                : Optional.empty();
    }

    /** What was taken, where it was begun durably; the end of an event makes room for its next beginning. */
    Taken keep(ServiceRef service, Alert alert, Taken answer) {
        if (alert.firing() && answer.decision().isUnderWay()) {
            taken.put(Event.of(service, alert), answer);
        } else {
            taken.invalidate(Event.of(service, alert));
        }
        return answer;
    }

    private static Taken again(Taken first) {
        return new Taken(
                first.fingerprint(),
                first.service(),
                first.environment(),
                WebhookAnswer.Decision.JOINED,
                "the same was taken a moment ago",
                first.rollback(),
                first.triage());
    }
}
