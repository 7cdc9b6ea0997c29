package dev.lastgood.activities.database.postgresql.swap;

import dev.lastgood.workflows.activities.DatabaseActivities.Swapped;
import dev.lastgood.workflows.model.Shadow;

/**
 * One way to put the restored data in the live data's place and back. Each looks before it acts, and at no moment is the only
 * copy half: what fails or is killed leaves the old data live, or the new, whole.
 */
public interface Way {
    /** What can be done before anyone said yes, without touching what users see. */
    default void prepare(Shadow shadow) throws Exception {}

    /** The restored data in, the live data out. */
    Swapped in(Shadow shadow) throws Exception;

    /** The other way. Never swapped: does nothing. */
    Swapped back(Shadow shadow) throws Exception;
}
