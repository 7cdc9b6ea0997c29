package dev.lastgood.catalog.schema;

import dev.lastgood.catalog.file.Entries.BrakeEntry;
import dev.lastgood.catalog.file.Entries.ServiceEntry;
import dev.lastgood.catalog.file.Entries.UnroutedEntry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the JSON Schema (draft 7, which editors know best) of the catalog from the catalog's records and the adapters'.
 *
 * <p>A definition such as {@code Service} holds for a whole service, its environment merged in. Its {@code Partial…} asks
 * for nothing to be there, and holds for what is written: a service, the defaults, an environment.
 */
public final class CatalogSchema {
    /** Keyword that says in words what a pattern wants; editors show it. */
    public static final String EXPECTED = "patternErrorMessage";

    /** Keyword that marks what is a secret's place. */
    public static final String SECRET = "x-secret";

    /** Where the schema that the loader uses lies among the resources. */
    public static final String RESOURCE = "/dev/lastgood/catalog/lastgood.schema.json";

    private static final String NAME = "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$";

    private final JsonMapper json =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private final RecordSchemas records = new RecordSchemas();

    private CatalogSchema() {}

    /**
     * The schema's text, ending in a newline.
     *
     * @param adapters for each kind the known types with their settings records. Another type may stand in a catalog
     *     too; its settings are not checked then
     */
    public static String generate(Map<Kind, Map<String, Class<? extends Record>>> adapters) {
        CatalogSchema schema = new CatalogSchema();
        return schema.json.writeValueAsString(schema.root(adapters)).replace("\r\n", "\n") + "\n";
    }

    private ObjectNode root(Map<Kind, Map<String, Class<? extends Record>>> adapters) {
        ObjectNode root = json.createObjectNode()
                .put("$schema", "http://json-schema.org/draft-07/schema#")
                .put("title", "Lastgood's catalog")
                .put("type", "object")
                .put("additionalProperties", false);
        root.putArray("required").add("services");
        ObjectNode properties = root.putObject("properties");
        properties.set(
                "brake", records.of(BrakeEntry.class).put("description", "When too many services want to go back."));
        properties.set("channels", named("Where messages go, by name.", "Channel"));
        properties.set("defaults", reference("PartialService").put("description", "Holds for every service."));
        properties.set("services", named("The services under care, by name.", "WrittenService"));
        properties.withObject("/services").put("minProperties", 1);
        properties.set("unrouted", records.of(UnroutedEntry.class).put("description", "Alerts that no service takes."));

        ObjectNode definitions = root.putObject("definitions");
        for (Kind kind : Kind.values()) {
            definitions.set(kind.definition(), entry(kind, new TreeMap<>(adapters.getOrDefault(kind, Map.of()))));
        }
        definitions.set("Service", records.of(ServiceEntry.class));
        for (String name : List.copyOf(definitions.propertyNames())) {
            if (!name.equals(Kind.CHANNEL.definition())) {
                definitions.set("Partial" + name, partial(definitions.get(name)));
            }
        }
        definitions.set("WrittenService", written(definitions.get("PartialService")));
        return root;
    }

    /** Open for types nobody told of; closed, and with all their settings, for those that are known. */
    private ObjectNode entry(Kind kind, Map<String, Class<? extends Record>> types) {
        ObjectNode entry = records.of(kind.entry());
        entry.remove("additionalProperties");
        if (types.isEmpty()) {
            return entry;
        }
        ArrayNode known = entry.withObject("/properties/type").putArray("examples");
        ArrayNode cases = entry.putArray("allOf");
        types.forEach((type, settings) -> {
            known.add(type);
            ObjectNode condition = cases.addObject();
            condition.withObject("/if/properties/type").put("const", type);
            condition.withObject("/if").putArray("required").add("type");
            condition.set("then", closed(entry, records.of(settings)));
        });
        return entry;
    }

    private ObjectNode closed(ObjectNode entry, ObjectNode settings) {
        ObjectNode closed = json.createObjectNode();
        ObjectNode properties = closed.putObject("properties");
        entry.get("properties").propertyNames().forEach(key -> properties.put(key, true));
        settings.path("properties").properties().forEach(it -> {
            if (properties.has(it.getKey())) {
                throw new IllegalArgumentException("setting '" + it.getKey() + "' hides the catalog's own key");
            }
            properties.set(it.getKey(), it.getValue());
        });
        if (settings.has("required")) {
            closed.set("required", settings.get("required"));
        }
        return closed.put("additionalProperties", false);
    }

    /** What may be written in pieces: nothing is required but what decides which type it is. */
    private JsonNode partial(JsonNode schema) {
        if (schema instanceof ArrayNode array) {
            ArrayNode copy = json.createArrayNode();
            array.forEach(it -> copy.add(partial(it)));
            return copy;
        }
        if (!(schema instanceof ObjectNode object)) {
            return schema;
        }
        ObjectNode copy = json.createObjectNode();
        object.properties().forEach(it -> {
            switch (it.getKey()) {
                case "required" -> {
                    if (it.getValue().isObject()) {
                        copy.set("required", partial(it.getValue()));
                    }
                }
                case "if" -> copy.set("if", it.getValue());
                case "$ref" ->
                    copy.put("$ref", it.getValue().asString().replace("/definitions/", "/definitions/Partial"));
                default -> copy.set(it.getKey(), partial(it.getValue()));
            }
        });
        return copy;
    }

    private ObjectNode written(JsonNode partialService) {
        ObjectNode written = (ObjectNode) partialService.deepCopy();
        ObjectNode environments = written.withObject("/properties")
                .putObject("environments")
                .put("description", "The environments it runs in, by name; each says only what is different there.")
                .put("type", "object")
                .put("minProperties", 1);
        environments.set("propertyNames", name());
        environments.putObject("additionalProperties").putObject("if").put("type", "null");
        environments.withObject("/additionalProperties").set("else", reference("PartialService"));
        written.putArray("required").add("environments");
        return written;
    }

    private ObjectNode named(String description, String definition) {
        ObjectNode named =
                json.createObjectNode().put("description", description).put("type", "object");
        named.set("propertyNames", name());
        named.set("additionalProperties", reference(definition));
        return named;
    }

    private ObjectNode name() {
        return json.createObjectNode()
                .put("pattern", NAME)
                .put(EXPECTED, "must be a name of lower-case letters, digits and hyphens, at most 63 of them");
    }

    private ObjectNode reference(String definition) {
        ObjectNode reference = json.createObjectNode();
        // Draft 7 ignores whatever stands beside a $ref, hence the allOf.
        reference.putArray("allOf").addObject().put("$ref", "#/definitions/" + definition);
        return reference;
    }
}
