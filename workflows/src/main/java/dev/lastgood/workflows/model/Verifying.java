package dev.lastgood.workflows.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done when verification fails; never is a service reopened on red.
 *
 * @param onFailure tried in this order; after the last a person is called
 * @param olderReleases how many releases further back {@link Then#OLDER_RELEASE} may go
 * @param unknown what a check that is unknown counts as
 * @param retries how often {@link Then#RETRY} asks again, for each step
 * @param pause before each of them
 */
public record Verifying(List<Then> onFailure, int olderReleases, Unknown unknown, int retries, Duration pause) {
    private static final Duration PAUSE = Duration.ofSeconds(30);

    public Verifying(List<Then> onFailure, int olderReleases, Unknown unknown, int retries, @Nullable Duration pause) {
        this.onFailure = List.copyOf(onFailure);
        this.olderReleases = olderReleases;
        this.unknown = unknown;
        this.retries = retries;
        this.pause = pause == null ? PAUSE : pause;
    }

    public Verifying(List<Then> onFailure, int olderReleases, Unknown unknown) {
        this(onFailure, olderReleases, unknown, 1, PAUSE);
    }

    /** What follows a failed verification. */
    public enum Then {
        /** Ask the checks again. */
        RETRY,
        /** Keep users out again, where they were let in. */
        CONTAIN,
        /** Go back to the release before that one. */
        OLDER_RELEASE,
        /** Undo what was changed. */
        UNDO,
        /** Call a person. */
        ASK
    }

    /** Never a pass by itself. */
    public enum Unknown {
        /** As if it had failed. */
        FAIL,
        /** A person is asked. */
        ASK,
        /** Goes on, and says so; only for checks that others back up. */
        GO_ON
    }

    public static Verifying standard() {
        return new Verifying(List.of(Then.ASK), 1, Unknown.FAIL);
    }
}
