package dev.lastgood.workflows.client;

import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.rollback.RollbackStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of a service's newest rollback from outside, also when nothing but Temporal itself answers.
 *
 * @param workflowId under which Temporal knows it
 * @param note one sentence: how it stands, or why no more is known
 * @param todo what a person should do now, if anything
 * @param running what it was asked to do, where known
 * @param status all that is known, where a worker or the history could say it
 * @param progress how far the long work of this moment is, as it last said itself
 * @param untouched whether it ended before it touched anything, as it was held or doubted: no cooldown follows
 */
public record RollbackView(
        ServiceRef service,
        String workflowId,
        Execution execution,
        String note,
        List<String> todo,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Running running,
        @Nullable RollbackStatus status,
        List<String> progress,
        boolean untouched) {

    public RollbackView {
        progress = progress == null ? List.of() : List.copyOf(progress);
    }

    public RollbackView(
            ServiceRef service,
            String workflowId,
            Execution execution,
            String note,
            List<String> todo,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Running running,
            @Nullable RollbackStatus status) {
        this(service, workflowId, execution, note, todo, startedAt, endedAt, running, status, List.of(), false);
    }

    public RollbackView(
            ServiceRef service,
            String workflowId,
            Execution execution,
            String note,
            List<String> todo,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Running running,
            @Nullable RollbackStatus status,
            List<String> progress) {
        this(service, workflowId, execution, note, todo, startedAt, endedAt, running, status, progress, false);
    }

    /** How the workflow stands in Temporal. */
    public enum Execution {
        RUNNING,
        ENDED,
        CANCELLED,
        FAILED,
        /** Stopped at once from outside, without undoing anything. */
        TERMINATED
    }

    public boolean runs() {
        return execution == Execution.RUNNING;
    }
}
