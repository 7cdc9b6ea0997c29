package dev.lastgood.workflows.client;

import dev.lastgood.workflows.model.ServiceRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A database that a restore left on a server.
 *
 * @param rollback the id of the one that made it
 * @param what such as {@code displaced: it was live until the swap}
 * @param since when it was displaced, where that is known
 * @param sessions how many are connected to it
 * @param until when it goes by itself; null: never, or nobody keeps the time
 * @param owned whether a running workflow keeps the time, or a running rollback still works with it
 * @param note how it stands, as a sentence
 */
public record DisplacedView(
        ServiceRef service,
        String server,
        String database,
        String rollback,
        String what,
        @Nullable Instant since,
        long bytes,
        int sessions,
        @Nullable Instant until,
        boolean owned,
        String note) {}
