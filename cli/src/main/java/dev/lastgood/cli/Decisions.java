package dev.lastgood.cli;

import dev.lastgood.workflows.client.TriageView;
import dev.lastgood.workflows.decision.Hold;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.triage.Triage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be asked of decisions, and of what holds them, by both roads. */
interface Decisions {
    /** The service's newest triage. */
    Optional<TriageView> triage(ServiceRef service);

    /** What is being decided now, of all services. */
    List<TriageView> triages();

    Triage.Taken answer(ServiceRef service, Triage.Reply reply);

    String cancel(ServiceRef service, String person, String reason);

    /** @param service null is all services */
    List<Hold> holds(@Nullable ServiceRef service);

    /** @param service null is all services; {@code time} null is until somebody resumes */
    Hold pause(@Nullable ServiceRef service, String reason, String by, @Nullable Duration time);

    String resume(@Nullable ServiceRef service, String by);

    String rearm(String by);
}
