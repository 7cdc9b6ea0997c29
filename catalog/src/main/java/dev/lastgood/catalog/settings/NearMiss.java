package dev.lastgood.catalog.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what was meant by a word that is not known. */
public final class NearMiss {
    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

    private NearMiss() {}

    public static Optional<String> of(String word, Collection<String> known) {
        return known.stream()
                .filter(it -> DISTANCE.apply(word, it) <= Math.max(1, Math.min(word.length(), it.length()) / 3))
                .min(Comparator.comparing(it -> DISTANCE.apply(word, it)));
    }

    /** {@code did you mean 'database'?}, or else all that is known. */
    public static String hint(String word, Collection<String> known) {
        return of(word, known)
                .map(it -> "did you mean '" + it + "'?")
                .orElseGet(() -> known.isEmpty()
                        ? "remove it"
                        : "known are "
                                + String.join(", ", known.stream().sorted().toList()));
    }
}
