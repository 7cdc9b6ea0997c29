package dev.lastgood.catalog.file;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import dev.lastgood.catalog.schema.CatalogSchema;
import dev.lastgood.catalog.settings.NearMiss;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Holds pieces of the file against the schema, and says in people's words what does not fit. */
final class SchemaCheck {
    /** With the words that are for us and for editors, and rule nothing. */
    private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft7())
            .keyword(new NonValidationKeyword(CatalogSchema.EXPECTED))
            .keyword(new NonValidationKeyword(CatalogSchema.SECRET))
            .build();

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
        SchemaRegistry.withDefaultDialect(DIALECT)
                .getSchema(against)
                .validate(json.<JsonNode>valueToTree(tree.data()))
                .forEach(error -> tell(tree, error));
    }

    private void tell(Tree root, Error error) {
        Tree at = find(root, error);
        JsonNode rule = rule(error);
        String key = String.valueOf(error.getProperty());
        Wording words = new Wording(at, rule);
        switch (error.getKeyword()) {
            case "required" -> problems.add(at.place().under(key), "missing key", words.missing(key));
            case "additionalProperties" ->
                problems.add(
                        inner(at, key),
                        "unknown key",
                        NearMiss.hint(key, rule.path("properties").propertyNames()));
            case "type" -> problems.add(at.place(), words.wrongType(), words.rightType());
            case "enum" -> problems.add(at.place(), words.badValue(), words.choices());
            case "pattern" -> problems.add(at.place(), words.badValue(), words.expected());
            case "propertyNames" ->
                problems.add(inner(at, key), "bad name", new Wording(at, rule.path("propertyNames")).expected());
            case "minProperties" -> problems.add(at.place(), "nothing stands here", "add at least one entry");
            default -> problems.add(at.place(), "does not fit (" + error.getKeyword() + ")", "see docs/catalog.md");
        }
    }

    private static Place inner(Tree at, String key) {
        Tree inner = at.map().get(key);
        return inner == null ? at.place().under(key) : inner.place();
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
        return schema.at(pointer.substring(0, Math.max(cut, 0)));
    }
}
