package dev.lastgood.activities;

import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The adapters of one port, by type. */
public final class Adapters<A extends Adapter> {
    private final String what;
    private final SortedMap<String, A> byType = new TreeMap<>();

    /**
     * @param what what they are, as people call it, such as {@code kill switch}
     * @throws IllegalArgumentException when two have the same type
     */
    public Adapters(String what, List<? extends A> adapters) {
        this.what = what;
        for (A adapter : adapters) {
            if (byType.putIfAbsent(adapter.type(), adapter) != null) {
                throw new IllegalArgumentException("two adapters for " + what + " type '" + adapter.type() + "'");
            }
        }
    }

    /** @throws io.temporal.failure.ApplicationFailure CONFIGURATION, naming the types known */
    public A of(String type) {
        A adapter = byType.get(type);
        if (adapter == null) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    what + " type '" + type + "' is not known to this worker; it knows "
                            + String.join(", ", byType.keySet()));
        }
        return adapter;
    }

    public Collection<A> all() {
        return byType.values();
    }
}
