package dev.lastgood.activities.check.logs;

import dev.lastgood.workflows.activities.CheckActivities.Run;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A log in two parts.
 *
 * @param located whether it could be told what came since; if not, everything stands in {@code before}
 * @param cut whether there was more since than may be read
 * @param position where the log ends now, for a later run
 */
record Reading(List<String> before, List<String> since, boolean located, boolean cut, Map<String, Double> position) {
    /** When this check was asked, in seconds since 1970. */
    static final String AT = "at";

    /** From when on what is logged counts; null where nobody knows. */
    static @Nullable Instant since(Run run) {
        Double at = run.baseline() == null ? null : run.baseline().values().get(AT);
        return at != null ? Instant.ofEpochSecond(at.longValue()) : run.since();
    }
}
