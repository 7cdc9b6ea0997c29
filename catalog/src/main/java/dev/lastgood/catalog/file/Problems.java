package dev.lastgood.catalog.file;

import dev.lastgood.catalog.CatalogException;
import dev.lastgood.catalog.Problem;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers mistakes. The same place is told once: by the first who found something there. */
final class Problems {
    private final String file;
    private final Map<String, Problem> found = new LinkedHashMap<>();
    private final Map<String, Problem> warnings = new LinkedHashMap<>();

    Problems(String file) {
        this.file = file;
    }

    void add(Place place, String what, String fix) {
        found.putIfAbsent(place.line() + " " + place.key(), new Problem(file, place.line(), place.key(), what, fix));
    }

    /** What does not keep the catalog from being used. */
    void warn(Place place, String what, String fix) {
        warnings.putIfAbsent(place.line() + " " + place.key(), new Problem(file, place.line(), place.key(), what, fix));
    }

    List<Problem> warnings() {
        return inOrder(warnings);
    }

    boolean none() {
        return found.isEmpty();
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new CatalogException(inOrder(found));
        }
    }

    private static List<Problem> inOrder(Map<String, Problem> problems) {
        return problems.values().stream()
                .sorted(Comparator.comparingInt(Problem::line))
                .toList();
    }
}
