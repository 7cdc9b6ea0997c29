package dev.lastgood.catalog.settings;

import java.lang.reflect.RecordComponent;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Fills in a record's defaults, and says which key is missing, before the record is made. */
final class RecordDeserializer extends DelegatingDeserializer {
    private static final JsonMapper PLAIN = new JsonMapper();

    private RecordDeserializer(ValueDeserializer<?> plain) {
        super(plain);
    }

    static final class Modifier extends ValueDeserializerModifier {
        @Override
        public ValueDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription.Supplier bean, ValueDeserializer<?> plain) {
            return plain instanceof BeanDeserializerBase && bean.getBeanClass().isRecord()
                    ? new RecordDeserializer(plain)
                    : plain;
        }
    }

    /** A required key does not stand there. */
    static final class Missing extends DatabindException {
        Missing(JsonParser parser, String key) {
            super(parser, "missing key");
            prependPath(new Reference(null, key));
        }
    }

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> plain) {
        return new RecordDeserializer(plain);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) {
        JsonNode tree = context.readTree(parser);
        if (tree instanceof ObjectNode object) {
            Components.of(handledType()).forEach(component -> complete(object, component, parser));
        }
        try (JsonParser completed = context.treeAsTokens(tree)) {
            completed.nextToken();
            return super.deserialize(completed, context);
        }
    }

    private static void complete(ObjectNode object, RecordComponent component, JsonParser parser) {
        String key = Components.key(component);
        if (!object.path(key).isMissingNode() && !object.path(key).isNull()) {
            return;
        }
        object.remove(key);
        JsonNode standard = Components.defaultValue(component, PLAIN);
        if (standard != null) {
            object.set(key, standard);
        } else if (Components.required(component)) {
            throw new Missing(parser, key);
        }
    }
}
