package dev.lastgood.workflows.client;

import dev.lastgood.workflows.backup.BackupDatabase;
import dev.lastgood.workflows.model.ServiceRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the newest backup that was asked for stands.
 *
 * @param note how it stands, or why it failed, as a sentence
 * @param progress what the worker does right now, such as {@code dumping shop, 120 MB, 40 MB/s}; empty when nothing runs
 * @param result what was made; null until it ended well
 */
public record BackupView(
        ServiceRef service,
        State state,
        String note,
        String progress,
        Instant startedAt,
        @Nullable Instant endedAt,
        BackupDatabase.@Nullable Result result) {

    /** Where it is. */
    public enum State {
        RUNNING,
        DONE,
        FAILED
    }

    public boolean runs() {
        return state == State.RUNNING;
    }
}
