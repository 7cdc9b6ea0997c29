package dev.lastgood.activities.database;

import dev.lastgood.workflows.activities.DatabaseActivities;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Hands each call to the adapter of the database's type. */
public final class DatabaseActivitiesImpl implements DatabaseActivities {
    private final Map<String, DatabaseAdapter> adapters;

    public DatabaseActivitiesImpl(Collection<? extends DatabaseAdapter> adapters) {
        this.adapters =
                new TreeMap<>(adapters.stream().collect(Collectors.toMap(DatabaseAdapter::type, Function.identity())));
    }

    @Override
    public Inspection inspect(Query query) {
        return adapter(query.database()).inspect(query);
    }

    @Override
    public Backup.Choice chooseBackup(Choose choose) {
        return adapter(choose.database()).chooseBackup(choose);
    }

    @Override
    public Shadow restoreShadow(Restore restore) {
        return adapter(restore.database()).restoreShadow(restore);
    }

    @Override
    public Comparison compare(Compare compare) {
        return adapter(compare.database()).compare(compare);
    }

    @Override
    public Swapped swap(Swap swap) {
        return adapter(swap.database()).swap(swap);
    }

    @Override
    public Swapped swapBack(Swap swap) {
        return adapter(swap.database()).swapBack(swap);
    }

    @Override
    public Dropped dropShadow(Query query) {
        return adapter(query.database()).dropShadow(query);
    }

    @Override
    public Backup emergencyBackup(Query query) {
        return adapter(query.database()).emergencyBackup(query);
    }

    private DatabaseAdapter adapter(Database database) {
        DatabaseAdapter adapter = adapters.get(database.type());
        if (adapter == null) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    "database " + database.name() + ": type '" + database.type() + "' is not known here; known: "
                            + String.join(", ", adapters.keySet()));
        }
        return adapter;
    }
}
