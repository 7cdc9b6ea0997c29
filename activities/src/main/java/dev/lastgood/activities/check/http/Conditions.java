package dev.lastgood.activities.check.http;

import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What must hold of one value of an answer: that it is this, or each of several conditions. */
final class Conditions {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> WORDS = Set.of("equals", "exists", "at-least", "at-most", "matches");
    private static final Pattern CONFIDENTIAL =
            Pattern.compile("(?i).*(passw|secret|token|cookie|authorization|session|api.?key|jwt|credential).*");

    private final Texts texts;

    Conditions(Texts texts) {
        this.texts = texts;
    }

    /**
     * Adds what does not hold.
     *
     * @param what where the value stands
     * @param expected a value, or a map of conditions
     */
    void check(String what, @Nullable Object expected, JsonNode found, List<String> wrong) {
        if (!(expected instanceof Map<?, ?> map)
                || map.isEmpty()
                || !map.keySet().stream().allMatch(WORDS::contains)) {
            equal(what, expected, found, wrong);
            return;
        }
        map.forEach((word, value) -> {
            if (value == null) {
                throw Failures.permanent(FailureType.CONFIGURATION, what + ": " + word + " has no value");
            }
            switch (String.valueOf(word)) {
                case "exists" -> exists(what, Boolean.TRUE.equals(value), found, wrong);
                case "at-least" -> bound(what, "at least ", number(what, value), 1, found, wrong);
                case "at-most" -> bound(what, "at most ", number(what, value), -1, found, wrong);
                case "matches" -> matches(what, String.valueOf(value), found, wrong);
                default -> equal(what, value, found, wrong);
            }
        });
    }

    private void equal(String what, @Nullable Object expected, JsonNode found, List<String> wrong) {
        JsonNode wanted = JSON.valueToTree(texts.json(expected, false));
        if (!same(found, wanted)) {
            wrong.add(what + " is " + shown(what, found) + ", expected " + texts.quoted(wanted.toString()));
        }
    }

    private void exists(String what, boolean wanted, JsonNode found, List<String> wrong) {
        if (found.isMissingNode() == wanted) {
            wrong.add(
                    wanted ? what + " is missing" : what + " is " + shown(what, found) + ", expected it to be missing");
        }
    }

    private void bound(String what, String words, BigDecimal bound, int sign, JsonNode found, List<String> wrong) {
        BigDecimal value = null;
        try {
            value = found.isMissingNode() || found.isNull() ? null : new BigDecimal(found.asString());
        } catch (NumberFormatException e) {
            // Said below: it is no number.
        }
        if (value == null || value.compareTo(bound) * sign < 0) {
            wrong.add(what + " is " + shown(what, found) + ", expected " + words + bound.toPlainString());
        }
    }

    private void matches(String what, String pattern, JsonNode found, List<String> wrong) {
        String text = found.isContainer() ? found.toString() : found.asString("");
        if (found.isMissingNode()
                || !compiled(what, texts.filled(pattern)).matcher(text).find()) {
            wrong.add(what + " is " + shown(what, found) + ", expected it to match " + texts.quoted(pattern));
        }
    }

    static Pattern compiled(String what, String pattern) {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw Failures.permanent(
                    FailureType.CONFIGURATION,
                    what + ": '" + pattern + "' is no regular expression: " + e.getDescription());
        }
    }

    private static BigDecimal number(String what, Object value) {
        try {
            return new BigDecimal(String.valueOf(value));
        } catch (NumberFormatException e) {
            throw Failures.permanent(FailureType.CONFIGURATION, what + ": '" + value + "' is no number");
        }
    }

    private String shown(String what, JsonNode found) {
        if (found.isMissingNode()) {
            return "missing";
        }
        return CONFIDENTIAL.matcher(what).matches() ? "another one (not shown)" : texts.quoted(found.toString());
    }

    private static boolean same(JsonNode found, JsonNode wanted) {
        return found.isNumber() && wanted.isNumber()
                ? found.decimalValue().compareTo(wanted.decimalValue()) == 0
                : found.equals(wanted);
    }
}
