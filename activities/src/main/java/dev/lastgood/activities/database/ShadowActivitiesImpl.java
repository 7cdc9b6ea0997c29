package dev.lastgood.activities.database;

import dev.lastgood.workflows.activities.ShadowActivities;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.ReadyShadow;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Hands each call to the adapter of the database's type. */
public final class ShadowActivitiesImpl implements ShadowActivities {
    private final Map<String, ShadowAdapter> adapters;

    public ShadowActivitiesImpl(Collection<? extends ShadowAdapter> adapters) {
        this.adapters =
                new TreeMap<>(adapters.stream().collect(Collectors.toMap(ShadowAdapter::type, Function.identity())));
    }

    @Override
    public Displaced findDisplaced(Undo undo) {
        return adapter(undo.database()).findDisplaced(undo);
    }

    @Override
    public Room roomFor(Ask ask) {
        return adapter(ask.database()).roomFor(ask);
    }

    @Override
    public ReadyShadow keep(Keep keep) {
        return adapter(keep.database()).keep(keep);
    }

    @Override
    public Copied copy(Copy copy) {
        return adapter(copy.database()).copy(copy);
    }

    @Override
    public Listed list(Query query) {
        return adapter(query.database()).list(query);
    }

    private ShadowAdapter adapter(Database database) {
        ShadowAdapter adapter = adapters.get(database.type());
        if (adapter == null) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    "database " + database.name() + ": nothing is made ready for type '" + database.type()
                            + "'; known: " + String.join(", ", adapters.keySet()));
        }
        return adapter;
    }
}
