package dev.lastgood.catalog.rules;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code rules.yml}, its texts not filled in yet.
 *
 * @param each the values of each of the rules that it stands for; null is one rule without values of its own
 * @param severity critical, high or warning
 * @param holds Prometheus's {@code for}; null is not at all
 * @param range how far back the expression looks, where that can't be read off it
 */
record RuleTemplate(
        String alert,
        @Nullable List<Map<String, String>> each,
        String severity,
        @JsonProperty("for") @Nullable String holds,
        @Nullable String range,
        String expr,
        String summary,
        String description) {

    /** For each rule that it stands for, the values that are its own. */
    List<Map<String, String>> variants() {
        return each == null ? List.of(Map.of()) : each;
    }
}
