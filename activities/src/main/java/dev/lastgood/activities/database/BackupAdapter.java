package dev.lastgood.activities.database;

import dev.lastgood.workflows.activities.BackupActivities;

/** One kind of database that backups are made of. */
public interface BackupAdapter extends BackupActivities {

    /** As {@code Database.type()} names it, such as {@code postgresql}. */
    String type();
}
