package dev.lastgood.activities.database;

import dev.lastgood.workflows.activities.ShadowActivities;

/** What stands ready, for one kind of database. What each method promises stands at the port that it extends. */
public interface ShadowAdapter extends ShadowActivities {

    /** As {@code Database.type()} names it, such as {@code postgresql}. */
    String type();
}
