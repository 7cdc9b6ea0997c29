package dev.lastgood.activities.database;

import dev.lastgood.workflows.activities.BackupActivities;
import java.util.Collection;

/** Hands each call to the adapter of the database's type. */
public final class BackupActivitiesImpl implements BackupActivities {
    private final ByType<BackupAdapter> adapters;

    public BackupActivitiesImpl(Collection<? extends BackupAdapter> adapters) {
        this.adapters = new ByType<>(adapters, BackupAdapter::type, "no backups are made of type %s here");
    }

    @Override
    public Made make(Query query) {
        return adapters.of(query.database()).make(query);
    }

    @Override
    public Removed removeOld(Query query) {
        return adapters.of(query.database()).removeOld(query);
    }
}
