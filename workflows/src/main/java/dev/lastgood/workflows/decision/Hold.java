package dev.lastgood.workflows.decision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a service from being rolled back by itself just now. People can always start one.
 *
 * @param scope the service it is for, or {@code all}
 * @param by who set it: a person, or the catalog
 * @param until null is until a person lifts it
 * @param asks a person is asked, instead of only being told
 */
public record Hold(
        Kind kind,
        String scope,
        String by,
        String reason,
        @Nullable Instant since,
        @Nullable Instant until,
        boolean asks) {

    /** The scope of what is for every service. */
    public static final String ALL = "all";

    public Hold(Kind kind, String scope, String by, String reason, @Nullable Instant since, @Nullable Instant until) {
        this(kind, scope, by, reason, since, until, false);
    }

    /** The command that lifts a pause. */
    public String lifting() {
        return scope.equals(ALL)
                ? "lastgood resume"
                : "lastgood resume " + scope.replace(" (", " --environment ").replace(")", "");
    }

    /** The kinds of holds. */
    public enum Kind {
        /** {@code lastgood pause}. */
        PAUSE,
        /** A freeze of the catalog. */
        FREEZE,
        /** Too many services wanted to go back at once. */
        BRAKE
    }

    /** Whether it holds then. */
    public boolean holds(Instant at) {
        return (since == null || !since.isAfter(at)) && (until == null || until.isAfter(at));
    }
}
