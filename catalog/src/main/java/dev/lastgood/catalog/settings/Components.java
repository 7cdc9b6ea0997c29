package dev.lastgood.catalog.settings;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/** How a settings record's components stand in the catalog. Mapper and schema both ask here. */
public final class Components {
    private static final Kebab KEBAB = new Kebab();
    private static final Set<Class<?>> JSON = Set.of(int.class, long.class, double.class, boolean.class, Boolean.class);

    private Components() {}

    /** The components with a key of their own: all but the one that takes what is left over. */
    public static List<RecordComponent> of(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(it -> !it.getAccessor().isAnnotationPresent(JsonAnySetter.class))
                .toList();
    }

    /** {@code answerWithin} is {@code answer-within}, if {@code @JsonProperty} does not say otherwise. */
    public static String key(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null || named.value().isEmpty() ? KEBAB.of(component.getName()) : named.value();
    }

    public static boolean required(RecordComponent component) {
        return !component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                && !component.isAnnotationPresent(Default.class);
    }

    /** The default as it would stand in the catalog, or null. */
    public static @Nullable JsonNode defaultValue(RecordComponent component, JsonMapper json) {
        Default written = component.getAnnotation(Default.class);
        if (written == null) {
            return null;
        }
        return isJson(component.getType()) ? json.readTree(written.value()) : StringNode.valueOf(written.value());
    }

    /** Opens Jackson's own translation, so that both agree on every name. */
    private static final class Kebab extends KebabCaseStrategy {
        String of(String name) {
            return translate(name);
        }
    }

    /** {@code BEFORE_REOPENING} is {@code before-reopening}. */
    public static String word(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is a record that the catalog writes as one word. */
    static boolean isWord(Class<?> type) {
        return type == SecretRef.class || type == Size.class;
    }

    private static boolean isJson(Class<?> type) {
        return JSON.contains(type)
                || Number.class.isAssignableFrom(type)
                || Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)
                || (type.isRecord() && !isWord(type));
    }
}
