package dev.lastgood.activities.database;

import dev.lastgood.workflows.activities.ShadowActivities;
import dev.lastgood.workflows.model.ReadyShadow;
import java.util.Collection;

/** Hands each call to the adapter of the database's type. */
public final class ShadowActivitiesImpl implements ShadowActivities {
    private final ByType<ShadowAdapter> adapters;

    public ShadowActivitiesImpl(Collection<? extends ShadowAdapter> adapters) {
        this.adapters = new ByType<>(adapters, ShadowAdapter::type, "nothing is made ready for type %s");
    }

    @Override
    public Displaced findDisplaced(Undo undo) {
        return adapters.of(undo.database()).findDisplaced(undo);
    }

    @Override
    public Room roomFor(Ask ask) {
        return adapters.of(ask.database()).roomFor(ask);
    }

    @Override
    public ReadyShadow keep(Keep keep) {
        return adapters.of(keep.database()).keep(keep);
    }

    @Override
    public Copied copy(Copy copy) {
        return adapters.of(copy.database()).copy(copy);
    }

    @Override
    public Listed list(Query query) {
        return adapters.of(query.database()).list(query);
    }
}
