package dev.lastgood.workflows.model;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A verification. It passes, fails, or is unknown; no data is never a pass.
 *
 * @param type which adapter runs it, such as {@code http}, {@code sql}, {@code command} or {@code promql}
 * @param road whether it goes where users go, or past the kill switch
 * @param when in which phases it is asked
 * @param tries how often, and for how long; null is {@link Tries#ONCE}
 */
public record Check(
        String name,
        String type,
        Road road,
        Set<When> when,
        Map<String, Object> settings,
        @Nullable Tries tries) {

    public Check(String name, String type, Road road, Set<When> when, Map<String, Object> settings) {
        this(name, type, road, when, settings, null);
    }

    /**
     * How a check is asked each time it is its turn.
     *
     * @param attempts until one passes
     * @param deadline of all of them together; a check that has not answered by then is unknown
     */
    public record Tries(int attempts, Duration pauseBetween, Duration deadline) {
        public static final Tries ONCE = new Tries(1, Duration.ofSeconds(2), Duration.ofMinutes(5));
    }

    /** How it is tried, also where nobody said. */
    public Tries triesOrOnce() {
        return tries == null ? Tries.ONCE : tries;
    }

    /** The way a check takes to the service. */
    public enum Road {
        PUBLIC,
        INTERNAL
    }

    /** The phases in which a check can be asked. */
    public enum When {
        BEFORE_REOPENING,
        AFTER_REOPENING
    }
}
