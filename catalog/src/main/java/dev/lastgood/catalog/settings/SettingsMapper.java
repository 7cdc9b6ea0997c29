package dev.lastgood.catalog.settings;

import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * Binds settings as they stand in the catalog to an adapter's record: keys in kebab-case, durations and sizes in words,
 * secrets as references, enums in kebab-case. A component is required unless it is {@code @Nullable} or has a
 * {@link Default}. Unknown keys are refused.
 */
public final class SettingsMapper {
    private final JsonMapper json = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, SettingsMapper::onlyText)
            .addModule(words())
            .build();

    /**
     * @param settings as in {@code Target.settings()}
     * @throws io.temporal.failure.ApplicationFailure CONFIGURATION, with the key that is wrong and never its value
     */
    public <T extends Record> T bind(Map<String, Object> settings, Class<T> type) {
        try {
            return json.convertValue(settings, type);
        } catch (JacksonException e) {
            throw Failures.permanent(FailureType.CONFIGURATION, key(e) + ": " + what(e));
        }
    }

    private static void onlyText(MutableCoercionConfig config) {
        for (CoercionInputShape shape : new CoercionInputShape[] {
            CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean
        }) {
            config.setCoercion(shape, CoercionAction.Fail);
        }
    }

    private static SimpleModule words() {
        return new SimpleModule("settings")
                .addDeserializer(Duration.class, new Words<>(Duration.class, Durations::parse))
                .addDeserializer(Size.class, new Words<>(Size.class, Size::parse))
                .addDeserializer(SecretRef.class, new Words<>(SecretRef.class, SecretRef::new))
                .addDeserializer(Matchers.class, new Matchers.Reader())
                .setDeserializerModifier(new RecordDeserializer.Modifier());
    }

    private static String key(JacksonException e) {
        String path = e.getPath().stream()
                .map(it -> it.getPropertyName() == null ? "[" + it.getIndex() + "]" : "." + it.getPropertyName())
                .collect(Collectors.joining());
        return path.startsWith(".") ? path.substring(1) : path.isEmpty() ? "settings" : path;
    }

    private static String what(JacksonException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "unknown key; "
                    + NearMiss.hint(
                            unknown.getPropertyName(),
                            unknown.getKnownPropertyIds().stream()
                                    .map(Object::toString)
                                    .toList());
        }
        if (e instanceof RecordDeserializer.Missing) {
            return "missing key";
        }
        if (e instanceof InputCoercionException) {
            return "a number out of range";
        }
        if (e.getCause() instanceof IllegalArgumentException refused) {
            return String.valueOf(refused.getMessage());
        }
        return e instanceof MismatchedInputException wrong && wrong.getTargetType() != null
                ? "wrong type; " + expected(wrong.getTargetType()) + " must stand here"
                : "not as it must be";
    }

    private static String expected(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(Components::word)
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return (type.isRecord() && !Components.isWord(type)) || Map.class.isAssignableFrom(type)
                ? "keys with values"
                : "a text";
    }

    /** A value that is written as one word. */
    private static final class Words<T> extends StdScalarDeserializer<T> {
        private final transient Function<String, T> parse;

        Words(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        @SuppressWarnings("unchecked")
        public T deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (T) context.handleUnexpectedToken(context.constructType(String.class), parser);
            }
            try {
                return parse.apply(parser.getString());
            } catch (IllegalArgumentException e) {
                throw MismatchedInputException.from(parser, handledType(), "bad value")
                        .withCause(e);
            }
        }
    }
}
