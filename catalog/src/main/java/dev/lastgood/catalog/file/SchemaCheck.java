package dev.lastgood.catalog.file;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.lastgood.catalog.settings.NearMiss;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Holds pieces of the file against the schema, and says in people's words what does not fit. */
final class SchemaCheck {
    private final JsonMapper json = new JsonMapper();
    private final ObjectNode schema;
    private final Problems problems;

    SchemaCheck(String schema, Problems problems) {
        this.schema = (ObjectNode) json.readTree(schema);
        this.problems = problems;
    }

    /** The file as it is written. */
    void file(Tree tree) {
        check(tree, schema);
    }

    /** A piece of it, merged, against one of the schema's definitions. */
    void piece(Tree tree, String definition) {
        ObjectNode wrapper = json.createObjectNode().put("$ref", "#/definitions/" + definition);
        wrapper.set("definitions", schema.get("definitions"));
        check(tree, wrapper);
    }

    /** The types whose settings the schema knows. */
    List<String> knownTypes(String definition) {
        return schema.at("/definitions/" + definition + "/properties/type/examples").values().stream()
                .map(JsonNode::asString)
                .toList();
    }

    private void check(Tree tree, JsonNode against) {
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(against)
                .validate(json.<JsonNode>valueToTree(tree.data()))
                .forEach(error -> tell(tree, error));
    }

    private void tell(Tree root, Error error) {
        Tree at = find(root, error);
        JsonNode rule = rule(error);
        String key = String.valueOf(error.getProperty());
        switch (error.getKeyword()) {
            case "required" -> problems.add(at.place().under(key), "missing key", "add it");
            case "additionalProperties" -> {
                Tree extra = at.map().get(key);
                Place place = extra == null ? at.place().under(key) : extra.place();
                List<String> known = List.copyOf(rule.path("properties").propertyNames());
                problems.add(place, "unknown key", NearMiss.hint(key, known));
            }
            case "type" -> problems.add(at.place(), wrongType(at, rule), typeFix(at, rule));
            case "enum" -> problems.add(at.place(), quoted(at, rule) + " is not known here", choices(at, rule));
            case "pattern" -> problems.add(at.place(), quoted(at, rule) + " can't stand here", expected(rule));
            case "propertyNames" -> problems.add(at.place().under(key), "not a name", "it " + expected(rule));
            case "minProperties" -> problems.add(at.place(), "nothing stands here", "add at least one entry");
            default -> problems.add(at.place(), "does not fit (" + error.getKeyword() + ")", "see docs/catalog.md");
        }
    }

    /** The deepest piece that the error is about. */
    private static Tree find(Tree root, Error error) {
        Tree at = root;
        for (int i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
            Object step = error.getInstanceLocation().getElement(i);
            Optional<Tree> next =
                    step instanceof Integer index && index < at.list().size()
                            ? Optional.of(at.list().get(index))
                            : Optional.ofNullable(at.map().get(String.valueOf(step)));
            if (next.isEmpty()) {
                return at;
            }
            at = next.get();
        }
        return at;
    }

    /** The part of the schema that holds the keyword. */
    private JsonNode rule(Error error) {
        String pointer = error.getSchemaLocation().getFragment().toString();
        int cut = pointer.lastIndexOf("/" + error.getKeyword());
        return schema.at(cut <= 0 ? "" : pointer.substring(0, cut));
    }

    private static String wrongType(Tree at, JsonNode rule) {
        return at.value() == null
                ? "no value"
                : "wrong type: " + name(at.value()) + " where "
                        + name(rule.path("type").asString("")) + " must stand";
    }

    private static String typeFix(Tree at, JsonNode rule) {
        boolean text = rule.path("type").asString("").equals("string");
        if (rule.has("patternErrorMessage")) {
            return "it " + expected(rule).replaceFirst("^it ", "");
        }
        if (at.value() == null) {
            return "write one, or remove the key";
        }
        return text && (at.value() instanceof Number || at.value() instanceof Boolean)
                ? "put it in quotes"
                : "see docs/catalog.md for what stands here";
    }

    private static String name(Object value) {
        return value instanceof java.util.Map
                ? "keys with values"
                : value instanceof List
                        ? "a list"
                        : value instanceof String ? "a text" : value instanceof Boolean ? "true or false" : "a number";
    }

    private static String name(String type) {
        return switch (type) {
            case "object" -> "keys with values";
            case "array" -> "a list";
            case "integer" -> "a whole number";
            case "boolean" -> "true or false";
            case "string" -> "a text";
            default -> "a " + type;
        };
    }

    /** What was written, unless it may be a secret. */
    private static String quoted(Tree at, JsonNode rule) {
        return rule.path("x-secret").asBoolean(false) || !(at.value() instanceof String)
                ? "what is written"
                : "'" + at.value() + "'";
    }

    private static String choices(Tree at, JsonNode rule) {
        List<String> known =
                rule.path("enum").values().stream().map(JsonNode::asString).toList();
        return NearMiss.hint(String.valueOf(at.value()), known);
    }

    private static String expected(JsonNode rule) {
        return rule.path("patternErrorMessage").asString("must match " + rule.path("pattern"));
    }
}
