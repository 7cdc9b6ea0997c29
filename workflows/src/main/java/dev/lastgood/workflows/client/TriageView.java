package dev.lastgood.workflows.client;

import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.triage.TriageStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of a service's newest triage from outside.
 *
 * @param note one sentence: how it stands, or why no more is known
 * @param status null where no worker answers
 */
public record TriageView(
        ServiceRef service,
        boolean runs,
        String note,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable TriageStatus status) {}
