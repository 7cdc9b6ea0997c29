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
 * @param newest the release that runs; null where nobody has looked yet
 * @param holds what keeps this service from being rolled back by itself
 * @param wanting how many services, this one counted, wanted to be rolled back by themselves within the brake's time
 * @param no a person's last word that nothing is to be rolled back; null where there is none
 */
public record World(
        Instant now,
        boolean rollbackRuns,
        boolean triageRuns,
        @Nullable Last last,
        @Nullable Newest newest,
        List<Hold> holds,
        int wanting,
        @Nullable No no) {

    public World(
            Instant now,
            boolean rollbackRuns,
            boolean triageRuns,
            @Nullable Last last,
            @Nullable Newest newest,
            List<Hold> holds,
            int wanting) {
        this(now, rollbackRuns, triageRuns, last, newest, holds, wanting, null);
    }

    /**
     * @param words who said what, such as {@code vetoed by anna: known}
     * @param events the alerts that were meant, as {@link dev.lastgood.workflows.model.Alert#event}
     */
    public record No(String words, @Nullable Instant at, List<String> events) {}

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
     * @param release null where the service has none, or it can't be told
     * @param note why it can't be told; null where it has none
     */
    public record Newest(
            @Nullable Release release, @Nullable String note) {}

    /** Nothing runs, nothing holds, nothing was looked at. */
    public static World quiet(Instant now) {
        return new World(now, false, false, null, null, List.of(), 1);
    }
}
