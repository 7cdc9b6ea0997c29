package dev.lastgood.catalog.schema;

import com.fasterxml.classmate.ResolvedType;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfig;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import dev.lastgood.catalog.settings.Components;
import dev.lastgood.catalog.settings.Describe;
import dev.lastgood.catalog.settings.Durations;
import dev.lastgood.catalog.settings.Matchers;
import dev.lastgood.catalog.settings.Matches;
import dev.lastgood.catalog.settings.SecretRef;
import dev.lastgood.catalog.settings.Size;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The schema of one record, as the settings mapper reads it. */
final class RecordSchemas {
    private final JsonMapper json = new JsonMapper();
    private final SchemaGenerator generator = new SchemaGenerator(config());
    private @Nullable Class<?> whole;

    ObjectNode of(Class<? extends Record> type) {
        whole = type;
        ObjectNode schema = generator.generateSchema(type);
        schema.remove("$schema");
        return schema;
    }

    private SchemaGeneratorConfig config() {
        SchemaGeneratorConfigBuilder builder = new SchemaGeneratorConfigBuilder(
                        json, SchemaVersion.DRAFT_7, OptionPreset.PLAIN_JSON)
                .with(Option.INLINE_ALL_SCHEMAS, Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES)
                .with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT)
                .with(this::custom);
        builder.forFields()
                .withIgnoreCheck(field -> component(field).isEmpty())
                .withPropertyNameOverrideResolver(
                        field -> component(field).map(Components::key).orElse(null))
                .withRequiredCheck(
                        field -> component(field).map(Components::required).orElse(false))
                .withDescriptionResolver(field -> component(field)
                        .map(it -> it.getAnnotation(Describe.class))
                        .map(Describe::value)
                        .orElse(null))
                .withDefaultResolver(field -> component(field)
                        .map(it -> Components.defaultValue(it, json))
                        .orElse(null))
                .withInstanceAttributeOverride((node, field, context) -> component(field)
                        .map(it -> it.getAnnotation(Matches.class))
                        .ifPresent(it -> node.put("pattern", it.pattern())
                                .put(CatalogSchema.EXPECTED, "must be " + it.expected())));
        return builder.build();
    }

    /** Nothing for a fake scope (the items of a list) and for what takes the settings that are left over. */
    private static Optional<RecordComponent> component(FieldScope field) {
        if (field.isFakeContainerItemScope()) {
            return Optional.empty();
        }
        Class<?> owner = field.getRawMember().getDeclaringClass();
        return !owner.isRecord()
                ? Optional.empty()
                : Components.of(owner).stream()
                        .filter(it -> it.getName().equals(field.getDeclaredName()))
                        .findFirst();
    }

    private @Nullable CustomDefinition custom(ResolvedType type, SchemaGenerationContext context) {
        Class<?> raw = type.getErasedType();
        for (Kind kind : Kind.values()) {
            if (raw == kind.entry() && raw != whole) {
                return inline(json.createObjectNode().put("$ref", "#/definitions/" + kind.definition()));
            }
        }
        if (raw == Duration.class) {
            return inline(text(Durations.PATTERN, Durations.EXPECTED));
        }
        if (raw == Size.class) {
            return inline(text(Size.PATTERN, Size.EXPECTED));
        }
        if (raw == SecretRef.class) {
            return inline(text(SecretRef.PATTERN, SecretRef.EXPECTED).put(CatalogSchema.SECRET, true));
        }
        if (raw == Matchers.class) {
            return inline(matchers());
        }
        if (raw == Path.class || raw == URI.class) {
            return inline(json.createObjectNode().put("type", "string"));
        }
        if (raw.isEnum()) {
            return inline(words(raw));
        }
        return Map.class.isAssignableFrom(raw) && keys(type).isEnum() ? inline(byWord(type, context)) : null;
    }

    private static CustomDefinition inline(ObjectNode schema) {
        return new CustomDefinition(schema, CustomDefinition.INLINE_DEFINITION, CustomDefinition.EXCLUDING_ATTRIBUTES);
    }

    private ObjectNode text(String pattern, String expected) {
        return json.createObjectNode()
                .put("type", "string")
                .put("pattern", pattern)
                .put(CatalogSchema.EXPECTED, "must be " + expected);
    }

    private ObjectNode matchers() {
        ObjectNode schema = json.createObjectNode();
        schema.putArray("type").add("object").add("array");
        schema.putObject("additionalProperties").put("type", "string");
        schema.putObject("items").put("type", "string");
        return schema.put(CatalogSchema.EXPECTED, "must be " + Matchers.EXPECTED);
    }

    private ObjectNode words(Class<?> type) {
        ObjectNode schema = json.createObjectNode().put("type", "string");
        Arrays.stream(type.getEnumConstants())
                .forEach(it -> schema.withArray("enum").add(Components.word(it)));
        return schema;
    }

    /** A map whose keys are the words of an enum. */
    private ObjectNode byWord(ResolvedType type, SchemaGenerationContext context) {
        ObjectNode schema = json.createObjectNode().put("type", "object");
        ResolvedType value = type.typeParametersFor(Map.class).get(1);
        for (Object key : keys(type).getEnumConstants()) {
            schema.withObject("/properties").set(Components.word(key), context.createDefinition(value));
        }
        return schema.put("additionalProperties", false);
    }

    private static Class<?> keys(ResolvedType map) {
        return map.typeParametersFor(Map.class).isEmpty()
                ? Object.class
                : map.typeParametersFor(Map.class).get(0).getErasedType();
    }
}
