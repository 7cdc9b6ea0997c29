package dev.lastgood.workflows.decision;

import dev.lastgood.workflows.model.Release;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a decision is made in the light of.
 *
 * @param rollbackRuns whether a rollback of this service runs
 * @param triageRuns whether an earlier alert of this service is still being decided
 * @param last the newest rollback of this service that has ended
 * @param newest the release that runs; null where nobody has looked yet, or the service has none to look at
 * @param holds what keeps this service from being rolled back by itself
 * @param wanting how many services, this one counted, wanted to be rolled back by themselves within the brake's time
 */
public record World(
        Instant now,
        boolean rollbackRuns,
        boolean triageRuns,
        @Nullable Last last,
        @Nullable Newest newest,
        List<Hold> holds,
        int wanting) {

    /**
     * @param outcome in words
     * @param to the id of the release that it went back to, where it did
     */
    public record Last(
            String rollback,
            Instant endedAt,
            String outcome,
            @Nullable String to) {}

    /**
     * @param release null where it can't be told
     * @param note why it can't be told
     */
    public record Newest(
            @Nullable Release release, @Nullable String note) {}

    /** Nothing runs, nothing holds, nothing was looked at. */
    public static World quiet(Instant now) {
        return new World(now, false, false, null, null, List.of(), 1);
    }
}
