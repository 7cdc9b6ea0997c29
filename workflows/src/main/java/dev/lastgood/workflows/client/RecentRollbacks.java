package dev.lastgood.workflows.client;

import dev.lastgood.workflows.decision.World;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.rollback.Rollback;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/** A service's rollbacks as Temporal lists them, for when the history does not answer. */
public final class RecentRollbacks {
    private static final int MOST = 20;

    private final WorkflowClient client;

    public RecentRollbacks(WorkflowClient client) {
        this.client = client;
    }

    /** The newest that has ended. How is not listed. */
    public Optional<World.Last> last(ServiceRef service) {
        return client.listExecutions("WorkflowId = '" + service.rollbackId() + "' AND ExecutionStatus != 'Running'")
                .limit(MOST)
                .filter(it -> it.getCloseTime() != null)
                .filter(it -> !"true".equals(it.getMemo(Rollback.UNTOUCHED, String.class)))
                .max(Comparator.comparing(it -> Objects.requireNonNull(it.getCloseTime())))
                .map(it -> last(it, service));
    }

    private static World.Last last(WorkflowExecutionMetadata ended, ServiceRef service) {
        return new World.Last(
                service.rollbackId(),
                Objects.requireNonNull(ended.getCloseTime()),
                "ended; the history can't be asked how",
                null);
    }
}
