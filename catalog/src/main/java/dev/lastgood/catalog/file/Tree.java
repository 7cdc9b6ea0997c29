package dev.lastgood.catalog.file;

import dev.lastgood.workflows.decision.Matcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A piece of the file that knows where it stands, and still does after it was merged with others.
 *
 * @param place of the key whose value it is
 * @param value a {@code Map<String, Tree>}, a {@code List<Tree>}, or text, number, boolean, null
 */
record Tree(Place place, @Nullable Object value) {
    private static final Tree NOTHING = new Tree(Place.FILE, null);
    private static final Pattern ALERTS = Pattern.compile("services\\.[^.]+(\\.environments\\.[^.]+)?\\.alerts");

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

    /** What stands there; an empty tree where nothing does. */
    Tree at(String... path) {
        Tree at = this;
        for (String key : path) {
            at = at.map().getOrDefault(key, NOTHING);
        }
        return at;
    }

    /**
     * This with another laid over it: maps key by key; lists of named entries name by name, new names at the end, but those
     * of decisions' rules, of which the first decides, at the beginning; matchers of alerts are added to; all else is
     * replaced. The place becomes the other's.
     */
    Tree with(Tree over) {
        if (ALERTS.matcher(over.place.key()).matches() && !(value instanceof Map && over.value instanceof Map)) {
            return new Tree(
                    over.place,
                    Stream.concat(matchers().stream(), over.matchers().stream()).toList());
        }
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
        Map<Object, Tree> added = new LinkedHashMap<>();
        for (Tree entry : over.list()) {
            if (merged.computeIfPresent(entry.name(), (name, known) -> known.with(entry)) == null) {
                added.put(entry.name(), entry);
            }
        }
        List<Tree> all = new ArrayList<>(merged.values());
        all.addAll(over.place.key().endsWith(".decisions.rules") ? 0 : all.size(), added.values());
        return all;
    }

    /** A map's labels as matchers; of a list, what stands there. */
    private List<Tree> matchers() {
        if (!(value instanceof Map)) {
            return list();
        }
        return map().entrySet().stream()
                .map(it -> it.getValue().value instanceof String text
                        ? new Tree(it.getValue().place, new Matcher(it.getKey(), "=", text).toString())
                        : it.getValue())
                .toList();
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
