package dev.lastgood.workflows.support;

import dev.lastgood.workflows.activities.MessageActivities;
import dev.lastgood.workflows.model.Channel;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Service;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells a service's people of what goes on outside of a rollback. What can't be delivered stops nothing. */
public final class Teller {
    private final List<Channel> channels;
    private final RollbackRef ref;
    private final Map<String, String> facts;

    public Teller(Service service, RollbackRef ref, String by, String reason) {
        this(
                service.channels(),
                ref,
                Map.of(
                        "service", ref.service().service(),
                        "environment", ref.service().environment(),
                        "reason", reason,
                        "startedBy", by,
                        "contacts", String.join(", ", service.contacts())));
    }

    /** @param facts what the templates may use */
    public Teller(List<Channel> channels, RollbackRef ref, Map<String, String> facts) {
        this.channels = channels;
        this.ref = ref;
        this.facts = facts;
    }

    /** Returns when each channel has it or was given up. */
    public void tell(Notice.Kind kind, String headline, List<String> lines) {
        tell(new Notice(kind, ref, headline, facts, List.copyOf(lines)));
    }

    /** As {@link #tell(Notice.Kind, String, List)}, with facts of its own. */
    public void tell(Notice.Kind kind, String headline, List<String> lines, Map<String, String> more) {
        var all = new HashMap<>(facts);
        all.putAll(more);
        tell(new Notice(kind, ref, headline, all, List.copyOf(lines)));
    }

    private void tell(Notice notice) {
        List<Promise<Void>> sent = channels.stream()
                .filter(channel -> channel.kinds().contains(notice.kind()))
                .map(channel -> Async.procedure(Teller::send, channel, notice))
                .toList();
        sent.forEach(Promise::get);
    }

    private static void send(Channel channel, Notice notice) {
        String name = channel.target().name();
        try {
            new Ports(null)
                    .soft(MessageActivities.class, "Tell " + name + ": " + notice.headline())
                    .send(new MessageActivities.Send(channel.target(), notice));
        } catch (TemporalFailure failure) {
            Workflow.getLogger(Teller.class)
                    .warn("Not delivered to {}: {} ({})", name, notice.headline(), Failures.reason(failure));
        }
    }
}
