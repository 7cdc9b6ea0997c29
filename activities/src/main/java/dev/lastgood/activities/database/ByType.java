package dev.lastgood.activities.database;

import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The adapters of one port to databases, by the type of database that each is for. */
public final class ByType<A> {
    private final Map<String, A> adapters;
    private final String unknown;

    /** @param unknown what is said of a type that none is for, with {@code %s} for the type */
    public ByType(Collection<? extends A> adapters, Function<A, String> type, String unknown) {
        this.adapters = new TreeMap<>(adapters.stream().collect(Collectors.toMap(type, Function.identity())));
        this.unknown = unknown;
    }

    /** @throws io.temporal.failure.ApplicationFailure CONFIGURATION, naming the types known */
    public A of(Database database) {
        A adapter = adapters.get(database.type());
        if (adapter == null) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    "database " + database.name() + ": " + unknown.formatted("'" + database.type() + "'") + "; known: "
                            + String.join(", ", adapters.keySet()));
        }
        return adapter;
    }
}
