package dev.lastgood.catalog.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A piece of the file that knows where it stands, and still does after it was merged with others.
 *
 * @param place of the key whose value it is
 * @param value a {@code Map<String, Tree>}, a {@code List<Tree>}, or text, number, boolean, null
 */
record Tree(Place place, @Nullable Object value) {

    @SuppressWarnings("unchecked")
    Map<String, Tree> map() {
        return value instanceof Map<?, ?> map ? (Map<String, Tree>) map : Map.of();
    }

    @SuppressWarnings("unchecked")
    List<Tree> list() {
        return value instanceof List<?> list ? (List<Tree>) list : List.of();
    }

    /** Without the key. */
    Tree without(String key) {
        Map<String, Tree> rest = new LinkedHashMap<>(map());
        rest.remove(key);
        return new Tree(place, rest);
    }

    /** The plain data. */
    @Nullable
    Object data() {
        if (value instanceof Map) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            map().forEach((key, inner) -> plain.put(key, inner.data()));
            return plain;
        }
        return value instanceof List ? list().stream().map(Tree::data).toList() : value;
    }

    /**
     * This with another laid over it: maps key by key; lists of named entries name by name, new names at the end; all else
     * is replaced. The place becomes the other's.
     */
    Tree with(Tree over) {
        if (value instanceof Map && over.value instanceof Map) {
            Map<String, Tree> merged = new LinkedHashMap<>(map());
            over.map().forEach((key, inner) -> merged.merge(key, inner, Tree::with));
            return new Tree(over.place, merged);
        }
        return named() && over.named() ? new Tree(over.place, byName(over)) : over;
    }

    private List<Tree> byName(Tree over) {
        Map<Object, Tree> merged = new LinkedHashMap<>();
        list().forEach(it -> merged.put(it.name(), it));
        over.list().forEach(it -> merged.merge(it.name(), it, Tree::with));
        return new ArrayList<>(merged.values());
    }

    /** Whether it is a list whose entries all have names, each its own. */
    private boolean named() {
        return value instanceof List
                && list().stream()
                                .map(Tree::name)
                                .filter(it -> !it.equals(""))
                                .distinct()
                                .count()
                        == list().size();
    }

    private Object name() {
        Tree name = map().get("name");
        return name == null ? "" : Objects.requireNonNullElse(name.value, "");
    }
}
