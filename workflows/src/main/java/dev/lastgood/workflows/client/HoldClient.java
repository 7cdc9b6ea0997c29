package dev.lastgood.workflows.client;

import dev.lastgood.workflows.client.RollbackProblem.Kind;
import dev.lastgood.workflows.decision.Hold;
import dev.lastgood.workflows.hold.KeepHold;
import dev.lastgood.workflows.model.Channel;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.support.TaskQueues;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sets, lifts and shows what keeps services from being rolled back by themselves: pauses and the brake. All of it works with no
 * worker up. Throws {@link RollbackProblem}.
 */
public final class HoldClient {
    private static final long CACHED_NANOS = Duration.ofSeconds(1).toNanos();

    private final WorkflowClient client;
    private final Reach reach;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    public HoldClient(WorkflowClient client) {
        this.client = client;
        this.reach = new Reach(client);
    }

    private record Seen(long at, @Nullable Set set) {
        boolean fresh() {
            return System.nanoTime() - at < CACHED_NANOS;
        }
    }

    /** As last set. */
    private record Set(Hold hold, boolean lifted, boolean runs, Instant at) {
        boolean holds() {
            Instant until = hold.until();
            return runs && !lifted && (until == null || until.isAfter(Instant.now()));
        }
    }

    /** What holds this service now: a pause of its own or of all, the brake. Some 1 second old at most. */
    public List<Hold> holds(ServiceRef service) {
        return holding(Stream.of(KeepHold.pauseId(null), KeepHold.pauseId(service), KeepHold.BRAKE_ID));
    }

    /** What holds any of these services now. */
    public List<Hold> holds(Collection<ServiceRef> services) {
        return holding(Stream.concat(
                Stream.of(KeepHold.pauseId(null), KeepHold.BRAKE_ID),
                services.stream().map(KeepHold::pauseId)));
    }

    /** The brake, while it is pulled. */
    public Optional<Hold> brake() {
        return holding(Stream.of(KeepHold.BRAKE_ID)).stream().findFirst();
    }

    /** When the brake was last armed again; null where Temporal knows of none. */
    public @Nullable Instant armedAt() {
        Set set = look(KeepHold.BRAKE_ID);
        return set != null && set.lifted() ? set.at() : null;
    }

    /**
     * Pauses automatic rollbacks; a pause that stands already is taken over with the new reason and time.
     *
     * @param service null is all services
     * @param time null is until somebody resumes
     * @param channels where people are told and reminded
     */
    public Hold pause(
            @Nullable ServiceRef service,
            @Nullable String reason,
            @Nullable String by,
            @Nullable Duration time,
            List<Channel> channels) {
        String person = Problems.name(by);
        String why = Problems.text("reason", reason);
        if (time != null && (time.isNegative() || time.isZero())) {
            throw new RollbackProblem(Kind.BAD_REQUEST, "a pause lasts for some time: say it like 2h, or leave it out");
        }
        Instant now = Instant.now();
        var hold = new Hold(
                Hold.Kind.PAUSE,
                service == null ? KeepHold.ALL : service.toString(),
                person,
                why,
                now,
                time == null ? null : now.plus(time));
        set(KeepHold.pauseId(service), new KeepHold.Order(hold, false, person, channels));
        return hold;
    }

    /** @return whether it was paused */
    public boolean resume(@Nullable ServiceRef service, @Nullable String by, List<Channel> channels) {
        return lift(KeepHold.pauseId(service), by, channels);
    }

    /** Arms the brake again after it was pulled. @return whether it was pulled */
    public boolean rearm(@Nullable String by, List<Channel> channels) {
        return lift(KeepHold.BRAKE_ID, by, channels);
    }

    private boolean lift(String id, @Nullable String by, List<Channel> channels) {
        String person = Problems.name(by);
        seen.remove(id);
        Set now = look(id);
        if (now == null || !now.holds()) {
            return false;
        }
        set(id, new KeepHold.Order(now.hold(), true, person, channels));
        return true;
    }

    private void set(String id, KeepHold.Order order) {
        reach.check();
        try {
            var options = WorkflowOptions.newBuilder()
                    .setWorkflowId(id)
                    .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                    .setWorkflowIdConflictPolicy(
                            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_TERMINATE_EXISTING)
                    .setTaskQueue(TaskQueues.COMMON)
                    .setMemo(order.memo())
                    .setStaticSummary((order.lifted() ? "Lifted by " : "Set by ") + order.by())
                    .build();
            WorkflowClient.start(client.newWorkflowStub(KeepHold.class, options)::keep, order);
        } catch (RuntimeException e) {
            throw problem(e);
        } finally {
            seen.remove(id);
        }
    }

    private List<Hold> holding(Stream<String> ids) {
        return ids.map(this::look)
                .filter(Objects::nonNull)
                .filter(Set::holds)
                .map(Set::hold)
                .toList();
    }

    private @Nullable Set look(String id) {
        Seen cached = seen.get(id);
        if (cached == null || !cached.fresh()) {
            cached = new Seen(System.nanoTime(), describe(id));
            seen.put(id, cached);
        }
        return cached.set();
    }

    private @Nullable Set describe(String id) {
        reach.check();
        try {
            return set(client.newUntypedWorkflowStub(id).describe());
        } catch (WorkflowNotFoundException never) {
            return null;
        } catch (RuntimeException e) {
            throw problem(e);
        }
    }

    private static Set set(WorkflowExecutionDescription now) {
        String since = text(now, "since");
        String until = text(now, "until");
        String kind = text(now, "kind");
        var hold = new Hold(
                kind == null ? Hold.Kind.PAUSE : Hold.Kind.valueOf(kind),
                orUnknown(text(now, "scope")),
                orUnknown(text(now, "by")),
                orUnknown(text(now, "reason")),
                since == null ? now.getStartTime() : Instant.parse(since),
                until == null ? null : Instant.parse(until));
        boolean runs = now.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
        return new Set(hold, Boolean.parseBoolean(text(now, "lifted")), runs, now.getStartTime());
    }

    private static @Nullable String text(WorkflowExecutionDescription now, String key) {
        return (String) now.getMemo(key, String.class);
    }

    private static String orUnknown(@Nullable String text) {
        return text == null ? "unknown" : text;
    }

    private static RuntimeException problem(RuntimeException failure) {
        var status = Problems.status(failure);
        return failure instanceof RollbackProblem || status == null ? failure : Problems.unreachable(status);
    }
}
