package dev.lastgood.workflows.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One decision of the history, as lists show it.
 *
 * @param service null where no service of the catalog takes the alert
 * @param verdict such as {@code START} or {@code HELD}
 * @param rollback the rollback that came of it
 * @param outcome what came of it, as a sentence
 * @param by the person whose word it was; null where it was the policy's
 */
public record DecisionRow(
        Instant at,
        String alert,
        String fingerprint,
        Instant startsAt,
        @Nullable String service,
        @Nullable String environment,
        String verdict,
        @Nullable String rule,
        List<String> reasons,
        @Nullable String rollback,
        @Nullable String outcome,
        @Nullable String by) {}
