package dev.lastgood.catalog.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads YAML into a tree that knows its lines. Nothing of what the parser quotes from the file reaches a problem. */
final class YamlTree {
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setLabel("catalog")
            .setUseMarks(true)
            .setSchema(new CoreSchema())
            .setAllowNonScalarKeys(true)
            .build();

    private final Problems problems;
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private YamlTree(Problems problems) {
        this.problems = problems;
    }

    /** Empty where there is nothing in it, or where it can't be read at all; then the problems say so. */
    static Optional<Tree> read(String yaml, Problems problems) {
        try {
            return new Compose(SETTINGS).composeString(yaml).map(root -> new YamlTree(problems).tree(root, Place.FILE));
        } catch (MarkedYamlEngineException e) {
            int line =
                    e.getProblemMark().or(e::getContextMark).map(Mark::getLine).orElse(0) + 1;
            problems.add(
                    new Place(line, ""),
                    "not YAML: " + words(e),
                    "check indentation and brackets here, and put values with signs in quotes");
        } catch (YamlEngineException e) {
            problems.add(Place.FILE, "not YAML that can be read", "check for control characters and endless aliases");
        }
        return Optional.empty();
    }

    private static String words(MarkedYamlEngineException e) {
        String problem = String.valueOf(e.getProblem());
        // An unquoted password that begins with * or ! would be quoted in the parser's words.
        return problem.contains("alias") || problem.contains("tag") ? "a value that begins with * or !" : problem;
    }

    private Tree tree(Node node, Place place) {
        if (!open.add(node)) {
            problems.add(place, "holds itself by an alias", "write it out");
            return new Tree(place, null);
        }
        try {
            if (node instanceof MappingNode mapping) {
                return new Tree(place, map(mapping, place));
            }
            if (node instanceof SequenceNode sequence) {
                return new Tree(place, list(sequence, place));
            }
            return new Tree(place, scalar(node, place));
        } finally {
            open.remove(node);
        }
    }

    private Map<String, Tree> map(MappingNode mapping, Place place) {
        Map<String, Tree> map = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
                problems.add(new Place(line(tuple.getKeyNode()), place.key()), "a key that is no text", "write a word");
                continue;
            }
            String key = name.getValue();
            Place at = new Place(line(name), place.under(key).key());
            Tree first = map.putIfAbsent(key, tree(tuple.getValueNode(), at));
            if (first != null) {
                problems.add(
                        at,
                        duplicate(place),
                        "it stands already on line " + first.place().line()
                                + "; keep one of them, or give one another name");
            }
        }
        return map;
    }

    private static String duplicate(Place place) {
        if (place.key().equals("services")) {
            return "duplicate service";
        }
        return place.key().endsWith(".environments") ? "duplicate environment" : "duplicate key";
    }

    private List<Tree> list(SequenceNode sequence, Place place) {
        List<Tree> list = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            list.add(tree(item, new Place(line(item), place.key() + "[" + list.size() + "]")));
        }
        return list;
    }

    private @Nullable Object scalar(Node node, Place place) {
        try {
            return new StandardConstructor(SETTINGS).constructSingleDocument(Optional.of(node));
        } catch (YamlEngineException e) {
            problems.add(place, "a value that begins with !", "put it in quotes");
            return null;
        }
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
