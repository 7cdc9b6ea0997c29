package dev.lastgood.activities.database;

import dev.lastgood.workflows.activities.DatabaseActivities;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Shadow;
import java.util.Collection;

/** Hands each call to the adapter of the database's type. */
public final class DatabaseActivitiesImpl implements DatabaseActivities {
    private final ByType<DatabaseAdapter> adapters;

    public DatabaseActivitiesImpl(Collection<? extends DatabaseAdapter> adapters) {
        this.adapters = new ByType<>(adapters, DatabaseAdapter::type, "type %s is not known here");
    }

    @Override
    public Inspection inspect(Query query) {
        return adapters.of(query.database()).inspect(query);
    }

    @Override
    public Backup.Choice chooseBackup(Choose choose) {
        return adapters.of(choose.database()).chooseBackup(choose);
    }

    @Override
    public Shadow restoreShadow(Restore restore) {
        return adapters.of(restore.database()).restoreShadow(restore);
    }

    @Override
    public Comparison compare(Compare compare) {
        return adapters.of(compare.database()).compare(compare);
    }

    @Override
    public Swapped swap(Swap swap) {
        return adapters.of(swap.database()).swap(swap);
    }

    @Override
    public Swapped swapBack(Swap swap) {
        return adapters.of(swap.database()).swapBack(swap);
    }

    @Override
    public Dropped dropShadow(Query query) {
        return adapters.of(query.database()).dropShadow(query);
    }

    @Override
    public Backup emergencyBackup(Query query) {
        return adapters.of(query.database()).emergencyBackup(query);
    }
}
