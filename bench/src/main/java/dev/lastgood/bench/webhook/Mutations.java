package dev.lastgood.bench.webhook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Bodies that know what a message looks like, and break it somewhere: one to four places, then perhaps the text itself. */
final class Mutations {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "null",
            "4",
            "1",
            "firing",
            "resolved",
            "FIRING",
            "\u0000",
            "\u2028",
            "\ud83d\ude80",
            "$(reboot)",
            "'; DROP TABLE x; --",
            "../../etc/passwd",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999999Z",
            "2026-02-30T00:00:00Z",
            "%s%n",
            "{{.}}",
            "a".repeat(5000));

    private final Random random;

    Mutations(long seed) {
        random = new Random(seed);
    }

    byte[] next(String message) {
        JsonNode root = JSON.readTree(message);
        for (int i = random.nextInt(4); i >= 0; i--) {
            root = mutated(root);
        }
        byte[] bytes = JSON.writeValueAsBytes(root);
        return random.nextInt(5) == 0 ? torn(bytes) : bytes;
    }

    private JsonNode mutated(JsonNode root) {
        List<JsonNode> containers = new ArrayList<>();
        collect(root, containers);
        if (containers.isEmpty()) {
            return value();
        }
        JsonNode at = containers.get(random.nextInt(containers.size()));
        if (at instanceof ObjectNode object) {
            change(object);
        } else if (at instanceof ArrayNode array) {
            change(array);
        }
        return root;
    }

    private void change(ObjectNode object) {
        List<String> names = List.copyOf(object.propertyNames());
        String name = names.isEmpty() ? "x" : names.get(random.nextInt(names.size()));
        switch (random.nextInt(4)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(TEXTS.get(random.nextInt(TEXTS.size())), value());
            case 2 -> {
                JsonNode old = object.get(name);
                object.set(name, old == null ? value() : JSON.createArrayNode().add(old));
            }
            default -> object.set(name, value());
        }
    }

    private void change(ArrayNode array) {
        switch (random.nextInt(3)) {
            case 0 -> array.add(value());
            case 1 -> {
                for (int i = random.nextInt(30); i > 0 && !array.isEmpty(); i--) {
                    array.add(array.get(0).deepCopy());
                }
            }
            default -> array.removeAll();
        }
    }

    private JsonNode value() {
        return switch (random.nextInt(7)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.getNodeFactory().numberNode(random.nextLong());
            case 2 -> JSON.getNodeFactory().booleanNode(random.nextBoolean());
            case 3 -> JSON.createObjectNode().put("a", "b");
            case 4 -> deep(200 + random.nextInt(1500));
            default -> JSON.getNodeFactory().stringNode(TEXTS.get(random.nextInt(TEXTS.size())));
        };
    }

    private static JsonNode deep(int levels) {
        ArrayNode outer = JSON.createArrayNode();
        ArrayNode at = outer;
        for (int i = 0; i < levels / 8; i++) {
            at = at.addArray();
        }
        return outer;
    }

    /** Cut short, a byte turned, or something behind the end. */
    private byte[] torn(byte[] bytes) {
        switch (random.nextInt(3)) {
            case 0 -> {
                return java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            }
            case 1 -> {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                return bytes;
            }
            default -> {
                return (new String(bytes, StandardCharsets.UTF_8) + "[]").getBytes(StandardCharsets.UTF_8);
            }
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainer()) {
            containers.add(node);
            node.forEach(it -> collect(it, containers));
        }
    }
}
