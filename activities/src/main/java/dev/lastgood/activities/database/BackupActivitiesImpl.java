package dev.lastgood.activities.database;

import dev.lastgood.workflows.activities.BackupActivities;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Hands each call to the adapter of the database's type. */
public final class BackupActivitiesImpl implements BackupActivities {
    private final Map<String, BackupAdapter> adapters;

    public BackupActivitiesImpl(Collection<? extends BackupAdapter> adapters) {
        this.adapters =
                new TreeMap<>(adapters.stream().collect(Collectors.toMap(BackupAdapter::type, Function.identity())));
    }

    @Override
    public Made make(Query query) {
        return adapter(query.database()).make(query);
    }

    @Override
    public Removed removeOld(Query query) {
        return adapter(query.database()).removeOld(query);
    }

    private BackupAdapter adapter(Database database) {
        BackupAdapter adapter = adapters.get(database.type());
        if (adapter == null) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    "database " + database.name() + ": no backups are made of type '" + database.type()
                            + "' here; known: " + String.join(", ", adapters.keySet()));
        }
        return adapter;
    }
}
