package dev.lastgood.catalog.file;

import dev.lastgood.catalog.schema.CatalogSchema;
import dev.lastgood.catalog.settings.NearMiss;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Says of a piece of the file, and of the part of the schema that it breaks, what is wrong and what would be right. */
record Wording(Tree at, JsonNode rule) {

    /** What was written, unless it may be a secret. */
    String badValue() {
        boolean shown = at.value() instanceof String && !rule.has(CatalogSchema.SECRET);
        return shown ? "bad value '" + at.value() + "'" : "bad value";
    }

    String expected() {
        return rule.path(CatalogSchema.EXPECTED).asString("must match " + rule.path("pattern"));
    }

    String choices() {
        List<String> known =
                rule.path("enum").values().stream().map(JsonNode::asString).toList();
        return NearMiss.hint(String.valueOf(at.value()), known);
    }

    String missing(String key) {
        String meaning = rule.path("properties").path(key).path("description").asString("");
        return meaning.isEmpty() ? "add it" : "add it: " + meaning;
    }

    String wrongType() {
        return at.value() == null ? "no value" : "wrong type: " + written() + " where " + wanted() + " must stand";
    }

    String rightType() {
        if (at.value() == null) {
            return "write one, or remove the key";
        }
        if (rule.has("patternErrorMessage")) {
            return expected();
        }
        return wanted().equals("a text") && !(at.value() instanceof Map) && !(at.value() instanceof List)
                ? "put it in quotes"
                : "write " + wanted();
    }

    private String written() {
        if (at.value() instanceof Map) {
            return "keys with values";
        }
        if (at.value() instanceof List) {
            return "a list";
        }
        if (at.value() instanceof Boolean) {
            return "true or false";
        }
        return at.value() instanceof Number ? "a number" : "a text";
    }

    private String wanted() {
        if (rule.path("type").isArray()) {
            return "keys with values or a list";
        }
        return switch (rule.path("type").asString("")) {
            case "object" -> "keys with values";
            case "array" -> "a list";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            default -> "a text";
        };
    }
}
