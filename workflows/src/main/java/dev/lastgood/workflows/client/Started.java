package dev.lastgood.workflows.client;

import org.jspecify.annotations.Nullable;

/**
 * What a start came to.
 *
 * @param rollback the workflow's id
 * @param message one sentence for whoever asked
 * @param running the request that runs, which is another's unless {@code decision} is STARTED
 */
public record Started(
        Decision decision,
        String rollback,
        String runId,
        String message,
        @Nullable Running running) {

    /** How a start can end. */
    public enum Decision {
        STARTED,
        /** One with the same plan runs already; this request stands in its timeline. */
        JOINED,
        /** One runs, and takes on what was asked for besides: nothing was changed yet. */
        WIDENED,
        /** One with another plan runs: what was asked for is not being done. */
        DIFFERS,
        /** One runs and had asked just this; the request was taken as the answer. */
        ANSWERED
    }
}
