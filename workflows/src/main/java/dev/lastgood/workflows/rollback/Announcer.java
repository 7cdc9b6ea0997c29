package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.activities.MessageActivities;
import dev.lastgood.workflows.model.Channel;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.support.Failures;
import dev.lastgood.workflows.support.Ports;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells people, beside everything else; what can't be delivered stands in the report and stops nothing. */
final class Announcer {
    private final RollbackRef ref;
    private final Service service;
    private final Ports ports;
    private final Board board;
    private final Map<String, String> common;
    private final List<Promise<Void>> underWay = new ArrayList<>();

    Announcer(RollbackRef ref, Service service, Ports ports, Board board) {
        this.ref = ref;
        this.service = service;
        this.ports = ports;
        this.board = board;
        var status = board.status();
        common = Map.of(
                "service", ref.service().service(),
                "environment", ref.service().environment(),
                "reason", status.reason(),
                "startedBy", status.startedBy(),
                "contacts", String.join(", ", service.contacts()));
    }

    void tell(Notice.Kind kind, String headline, Map<String, String> facts, List<String> lines) {
        var all = new HashMap<>(common);
        all.putAll(facts);
        var notice = new Notice(kind, ref, headline, all, List.copyOf(lines));
        for (Channel channel : service.channels()) {
            if (channel.kinds().contains(kind)) {
                // Detached, so that a cancelled rollback still tells people that it was.
                Workflow.newDetachedCancellationScope(() -> underWay.add(Async.procedure(this::send, channel, notice)))
                        .run();
            }
        }
    }

    /** Waits until every message is delivered or given up. */
    void settle() {
        underWay.forEach(Promise::get);
        underWay.clear();
    }

    private void send(Channel channel, Notice notice) {
        String name = channel.target().name();
        try {
            ports.soft(MessageActivities.class, "Tell " + name + ": " + notice.headline())
                    .send(new MessageActivities.Send(channel.target(), notice));
        } catch (TemporalFailure failure) {
            board.undelivered(
                    "Not delivered to " + name + ": \"" + notice.headline() + "\" (" + Failures.reason(failure) + ")");
        }
    }
}
