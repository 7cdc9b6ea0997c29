package dev.lastgood.catalog.settings;

import dev.lastgood.workflows.decision.Matcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * What labels must be like: written as a map of labels and their values, or as a list of matchers in Alertmanager's syntax.
 *
 * @param all every one of them must match
 */
public record Matchers(List<Matcher> all) {
    public static final String EXPECTED =
            "labels and their values, or a list of matchers such as 'severity=~\"critical|P0\"'";

    public Matchers {
        all = List.copyOf(all);
    }

    /** Those labels, with exactly those values. */
    public static Matchers of(Map<String, String> labels) {
        return new Matchers(labels.entrySet().stream()
                .map(it -> new Matcher(it.getKey(), "=", it.getValue()))
                .toList());
    }

    /** As Alertmanager writes them. */
    public List<String> texts() {
        return all.stream().map(Matcher::toString).toList();
    }

    /** The labels whose value is given exactly. */
    public Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        all.stream().filter(it -> it.operator().equals("=")).forEach(it -> labels.put(it.label(), it.value()));
        return labels;
    }

    public boolean match(Map<String, String> labels) {
        return all.stream().allMatch(it -> it.matches(labels));
    }

    /** Whether whatever these match is matched by the other too, as far as it can be told. */
    public boolean within(Matchers wide) {
        return wide.all.stream().allMatch(this::within);
    }

    /** Two that no label can both match, as far as it can be told: {@code env="a" and env="b"}. */
    public Optional<String> contradiction() {
        return all.stream()
                .filter(it -> it.operator().equals("="))
                .flatMap(exact -> all.stream()
                        .filter(it ->
                                it.label().equals(exact.label()) && !it.matches(Map.of(it.label(), exact.value())))
                        .map(it -> exact + " and " + it))
                .findFirst();
    }

    private boolean within(Matcher wide) {
        return all.contains(wide)
                || all.stream()
                        .filter(it ->
                                it.label().equals(wide.label()) && it.operator().equals("="))
                        .anyMatch(it -> wide.matches(Map.of(it.label(), it.value())));
    }

    /** Reads both forms. */
    static final class Reader extends StdDeserializer<Matchers> {
        Reader() {
            super(Matchers.class);
        }

        @Override
        public Matchers deserialize(JsonParser parser, DeserializationContext context) {
            JsonNode tree = context.readTree(parser);
            try {
                return tree.isArray() ? new Matchers(list(tree)) : Matchers.of(map(tree, parser));
            } catch (IllegalArgumentException e) {
                throw MismatchedInputException.from(parser, Matchers.class, "bad value")
                        .withCause(e);
            }
        }

        private static List<Matcher> list(JsonNode tree) {
            List<Matcher> all = new ArrayList<>();
            tree.forEach(it -> all.add(Matcher.parse(it.asString(""))));
            return all;
        }

        private static Map<String, String> map(JsonNode tree, JsonParser parser) {
            if (!tree.isObject()) {
                throw MismatchedInputException.from(parser, Map.class, "wrong type");
            }
            Map<String, String> map = new LinkedHashMap<>();
            tree.properties().forEach(it -> map.put(it.getKey(), it.getValue().asString("")));
            return map;
        }
    }
}
