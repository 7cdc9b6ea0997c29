package dev.lastgood.programs;

import io.temporal.api.enums.v1.IndexedValueType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came of registering one search attribute.
 *
 * @param problem why it is not available, null when it is
 */
public record SearchAttribute(
        String namespace,
        String name,
        IndexedValueType type,
        @Nullable String problem) {
    /** Whether workflows can be started with it. */
    public boolean available() {
        return problem == null;
    }

    /** What a person who is allowed to do so runs to register it. */
    public String command() {
        return "temporal operator search-attribute create --namespace " + namespace + " --name " + name + " --type "
                + word(type);
    }

    /** {@code INDEXED_VALUE_TYPE_KEYWORD_LIST} as the command line knows it, {@code KeywordList}. */
    static String word(IndexedValueType type) {
        StringBuilder word = new StringBuilder();
        for (String part : type.name().replace("INDEXED_VALUE_TYPE_", "").split("_", -1)) {
            word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
        }
        return word.toString();
    }
}
