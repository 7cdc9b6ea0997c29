package dev.lastgood.history;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about one event for one service.
 *
 * @param fingerprint with {@code startsAt} it names the event
 * @param alert the alert's name
 * @param service null where no service of the catalog takes the alert; then {@code environment} is, too
 * @param verdict such as {@code START} or {@code HELD}
 * @param rollback the rollback that came of it
 * @param outcome what came of it, as a sentence
 * @param by the person whose word it was; null where it was the policy's
 */
public record DecisionEntry(
        String id,
        String fingerprint,
        Instant startsAt,
        String alert,
        @Nullable String service,
        @Nullable String environment,
        String verdict,
        @Nullable String rule,
        List<String> reasons,
        Instant at,
        @Nullable String rollback,
        @Nullable String outcome,
        @Nullable String by) {}
