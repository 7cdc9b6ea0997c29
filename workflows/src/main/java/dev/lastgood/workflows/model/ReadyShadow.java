package dev.lastgood.workflows.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A database that stands restored beside the live one, ready to be swapped in.
 *
 * @param database its name on the server
 * @param backup what was restored into it; for a restore point its own name
 * @param takenAt the state that it holds
 * @param madeAt when it was ready
 * @param bytes its size on the server
 * @param note what a person or the restore test said of it
 * @param claimedBy the key of the rollback that has taken it, if one has
 * @param outdated whether another database is live now than the one that it was made for: it is not used any more
 */
public record ReadyShadow(
        ShadowSource kind,
        String database,
        String backup,
        Instant takenAt,
        Instant madeAt,
        long bytes,
        @Nullable String note,
        @Nullable String claimedBy,
        boolean outdated) {}
