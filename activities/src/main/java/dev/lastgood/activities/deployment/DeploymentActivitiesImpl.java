package dev.lastgood.activities.deployment;

import dev.lastgood.history.HistoryEntry;
import dev.lastgood.history.ReleaseMarks;
import dev.lastgood.history.RollbackHistory;
import dev.lastgood.workflows.activities.DeploymentActivities;
import dev.lastgood.workflows.client.RollbackClient;
import dev.lastgood.workflows.client.RollbackView;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.rollback.RollbackStatus;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Temporal knows of the rollback that runs, the history of what became of the one before. */
public final class DeploymentActivitiesImpl implements DeploymentActivities {
    private final ReleaseMarks marks;
    private final RollbackHistory history;
    private final RollbackClient rollbacks;

    public DeploymentActivitiesImpl(ReleaseMarks marks, RollbackHistory history, RollbackClient rollbacks) {
        this.marks = marks;
        this.history = history;
        this.rollbacks = rollbacks;
    }

    @Override
    public Recorded record(Entry entry) {
        marks.record(entry.status());
        return new Recorded(entry.status().deployment().id());
    }

    @Override
    public Seen rollback(Query query) {
        ServiceRef service = query.service();
        Optional<RollbackView> newest = rollbacks.glance(service);
        if (newest.isEmpty()) {
            return Seen.NONE;
        }
        return newest.get().runs() ? running(service) : ended(service, newest.get());
    }

    /** Only a worker knows where it goes back to. */
    private Seen running(ServiceRef service) {
        return rollbacks
                .look(service)
                .map(it -> seen(it.workflowId(), it.startedAt(), it.endedAt(), it.status()))
                .orElse(Seen.NONE);
    }

    /** One that found nothing to do, or was refused, has changed nothing. */
    private Seen ended(ServiceRef service, RollbackView newest) {
        RollbackStatus status = history.latest(service)
                .map(HistoryEntry::status)
                .filter(it -> it.endedAt() != null && !it.startedAt().isBefore(newest.startedAt()))
                .orElse(null);
        Outcome outcome = status == null ? null : status.outcome();
        if (outcome != null
                && (outcome.kind() == Outcome.Kind.REFUSED || outcome.kind() == Outcome.Kind.NOTHING_TO_DO)) {
            return Seen.NONE;
        }
        return seen(newest.workflowId(), newest.startedAt(), newest.endedAt(), status);
    }

    private static Seen seen(
            String workflowId, Instant startedAt, @Nullable Instant endedAt, @Nullable RollbackStatus status) {
        return status == null
                ? new Seen(workflowId, startedAt, endedAt, null)
                : new Seen(status.rollback().id(), startedAt, endedAt, status.to());
    }
}
