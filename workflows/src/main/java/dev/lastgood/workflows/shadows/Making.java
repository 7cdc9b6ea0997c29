package dev.lastgood.workflows.shadows;

import dev.lastgood.workflows.activities.DatabaseActivities;
import dev.lastgood.workflows.activities.MessageActivities;
import dev.lastgood.workflows.activities.ShadowActivities;
import dev.lastgood.workflows.model.Channel;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.support.Failures;
import dev.lastgood.workflows.support.Ports;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the workflows that make something ready share: their ports, and what happens when it does not work. */
final class Making {
    private final ShadowOrder order;
    private final String what;
    private final RollbackRef ref;
    private final Ports ports;

    Making(ShadowOrder order, String what) {
        this.order = order;
        this.what = what;
        this.ref = new RollbackRef(
                order.service().ref(), RollbackRef.keyOf(Workflow.getInfo().getFirstExecutionRunId()));
        this.ports = new Ports(order.service().taskQueue());
    }

    RollbackRef ref() {
        return ref;
    }

    DatabaseActivities databases(String summary) {
        return ports.lasting(DatabaseActivities.class, summary);
    }

    ShadowActivities shadows(String summary) {
        return ports.lasting(ShadowActivities.class, summary);
    }

    /** As the Temporal UI can start any under any id. */
    Optional<ShadowOutcome> refuseOtherIds(String expected) {
        String id = Workflow.getInfo().getWorkflowId();
        return id.equals(expected)
                ? Optional.empty()
                : Optional.of(new ShadowOutcome(
                        false,
                        "started under the id " + id + "; it must run as " + expected + ", which makes it the only one",
                        null));
    }

    /** Drops what is half done and tells people; also when it was cancelled. */
    ShadowOutcome failed(String headline, TemporalFailure failure) {
        var outcome = new ShadowOutcome[1];
        Workflow.newDetachedCancellationScope(() -> outcome[0] = cleanedUp(headline, failure))
                .run();
        return outcome[0];
    }

    private ShadowOutcome cleanedUp(String headline, TemporalFailure failure) {
        String reason = Failures.isCancellation(failure) ? "it was cancelled" : Failures.reason(failure);
        String left = dropHalfDone();
        tell(headline, List.of(reason, left));
        return new ShadowOutcome(false, headline + ": " + reason + ". " + left, null);
    }

    private String dropHalfDone() {
        var database = order.service().database();
        if (database == null) {
            return "Nothing was touched.";
        }
        try {
            databases("Drop what is half done").dropShadow(new DatabaseActivities.Query(ref, database));
            return "Nothing half done is left; what stood ready before still does.";
        } catch (TemporalFailure second) {
            return "Perhaps a database with " + ref.key() + " in its name is left: " + Failures.reason(second);
        }
    }

    private void tell(String headline, List<String> lines) {
        var service = order.service();
        var facts = Map.of(
                "service", ref.service().service(),
                "environment", ref.service().environment(),
                "reason", what,
                "startedBy", order.by(),
                "contacts", String.join(", ", service.contacts()));
        var notice = new Notice(
                Notice.Kind.PERSON_NEEDED, ref, headline + " for " + service.ref(), facts, List.copyOf(lines));
        List<Promise<Void>> underWay = new ArrayList<>();
        for (Channel channel : service.channels()) {
            if (channel.kinds().contains(Notice.Kind.PERSON_NEEDED)) {
                underWay.add(Async.procedure(this::send, channel, notice));
            }
        }
        underWay.forEach(Promise::get);
    }

    private void send(Channel channel, Notice notice) {
        try {
            new Ports(null)
                    .soft(MessageActivities.class, "Tell " + channel.target().name())
                    .send(new MessageActivities.Send(channel.target(), notice));
        } catch (TemporalFailure failure) {
            // It stands in the outcome too; a dead channel must not fail what tells of a failure.
            Workflow.getLogger(Making.class).warn("Not delivered: {}", Failures.reason(failure));
        }
    }
}
