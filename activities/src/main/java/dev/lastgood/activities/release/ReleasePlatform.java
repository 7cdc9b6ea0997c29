package dev.lastgood.activities.release;

import dev.lastgood.activities.Adapter;
import dev.lastgood.workflows.activities.ReleaseActivities;
import dev.lastgood.workflows.model.Release;

/** The port, for platforms of one type. */
public interface ReleasePlatform extends ReleaseActivities, Adapter {

    /** As {@link #current}, for a plan: writes nothing, also where {@code current} remembers what it saw. */
    default Release running(Query query) {
        return current(query);
    }
}
