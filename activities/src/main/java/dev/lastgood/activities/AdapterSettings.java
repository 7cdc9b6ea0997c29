package dev.lastgood.activities;

import dev.lastgood.catalog.schema.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The settings records of all adapters, from which the catalog's schema is made. */
public final class AdapterSettings {
    private final Map<Kind, List<Adapter>> adapters = new EnumMap<>(Kind.class);

    public AdapterSettings with(Kind kind, List<? extends Adapter> more) {
        adapters.computeIfAbsent(kind, it -> new ArrayList<>()).addAll(more);
        return this;
    }

    /** By kind and type, as {@code CatalogSchema.generate} takes them. */
    public Map<Kind, Map<String, Class<? extends Record>>> byKind() {
        var all = new EnumMap<Kind, Map<String, Class<? extends Record>>>(Kind.class);
        adapters.forEach((kind, some) -> {
            var types = new TreeMap<String, Class<? extends Record>>();
            some.forEach(adapter -> types.put(adapter.type(), adapter.settings()));
            all.put(kind, types);
        });
        return all;
    }
}
