package dev.lastgood.workflows.noted;

import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Channel;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.support.Hash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision to be kept.
 *
 * @param service null where no service of the catalog takes the alert
 * @param channels where people are told
 * @param tell whether they are told at all
 * @param rollback the rollback that came of it
 * @param outcome what came of it, as a sentence
 * @param by the person whose word it was
 */
public record Noted(
        Alert alert,
        @Nullable ServiceRef service,
        Decision decision,
        List<Channel> channels,
        boolean tell,
        @Nullable String rollback,
        @Nullable String outcome,
        @Nullable String by) {
    public Noted {
        channels = channels == null ? List.of() : List.copyOf(channels);
    }

    /** Of one that starts neither a rollback nor a triage. */
    public Noted(Alert alert, @Nullable ServiceRef service, Decision decision, List<Channel> channels, boolean tell) {
        this(alert, service, decision, channels, tell, null, null, null);
    }

    /** Of event, service and verdict: an alert that was held and is ignored later is decided twice. */
    public String id() {
        String event = alert.event() + " " + service + " " + decision.verdict();
        return "decision-" + Hash.of(event);
    }
}
