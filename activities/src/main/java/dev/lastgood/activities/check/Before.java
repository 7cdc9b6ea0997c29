package dev.lastgood.activities.check;

import dev.lastgood.workflows.activities.CheckActivities.Run;
import java.util.OptionalDouble;

/** What the same check measured before anything was changed. */
public final class Before {
    private Before() {}

    /** Nothing where it was not asked then, or measured nothing of that name. */
    public static OptionalDouble value(Run run, String key) {
        Double value = run.baseline() == null ? null : run.baseline().values().get(key);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
