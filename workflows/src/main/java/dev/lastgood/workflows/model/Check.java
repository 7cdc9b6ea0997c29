package dev.lastgood.workflows.model;

import java.util.Map;
import java.util.Set;

/**
 * A verification. It passes, fails, or is unknown; no data is never a pass.
 *
 * @param type which adapter runs it, such as {@code http}, {@code sql}, {@code command} or {@code promql}
 * @param road whether it goes where users go, or past the kill switch
 * @param when in which phases it is asked
 */
public record Check(String name, String type, Road road, Set<When> when, Map<String, Object> settings) {

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
