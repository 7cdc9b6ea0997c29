package dev.lastgood.workflows.decision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a service from being rolled back by itself just now. People can always start one.
 *
 * @param scope the service it is for, or {@code all}
 * @param by who set it: a person, or the catalog
 * @param until null is until a person lifts it
 */
public record Hold(
        Kind kind,
        String scope,
        String by,
        String reason,
        @Nullable Instant since,
        @Nullable Instant until) {

    /** The kinds of holds. */
    public enum Kind {
        /** {@code lastgood pause}. */
        PAUSE,
        /** A freeze of the catalog. */
        FREEZE,
        /** Too many services wanted to go back at once. */
        BRAKE
    }
}
