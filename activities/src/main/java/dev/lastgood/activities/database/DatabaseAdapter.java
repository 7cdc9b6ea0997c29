package dev.lastgood.activities.database;

import dev.lastgood.workflows.activities.DatabaseActivities;

/** One kind of database. What each method promises stands at the port that it extends. */
public interface DatabaseAdapter extends DatabaseActivities {

    /** As {@code Database.type()} names it, such as {@code postgresql}. */
    String type();
}
