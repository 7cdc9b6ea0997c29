package dev.lastgood.catalog.file;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.catalog.Problem;
import dev.lastgood.catalog.schema.CatalogSchema;
import dev.lastgood.workflows.model.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Loads the catalog: read, merge, check all, and only then make services of it. */
public final class CatalogFile {
    private final String schema;

    public CatalogFile() {
        this(resource());
    }

    /** With another schema than the one that lies among the resources. */
    public CatalogFile(String schema) {
        this.schema = schema;
    }

    /**
     * A catalog that can be used.
     *
     * @param unrouted who is told of alerts that no service takes; null where it does not say
     * @param warnings what in it may not work all the same
     */
    public record Loaded(
            List<Catalog.Entry> entries, @Nullable List<Channel> unrouted, List<Problem> warnings) {}

    /** @throws dev.lastgood.catalog.CatalogException with every mistake at once */
    public List<Catalog.Entry> load(Path file) {
        return read(file).entries();
    }

    /** @throws dev.lastgood.catalog.CatalogException with every mistake at once */
    public Loaded read(Path file) {
        Problems problems = new Problems(file.toString());
        Tree written = read(file, problems);
        List<Merged> services = written.value() instanceof Map ? merge(written) : List.of();
        SchemaCheck check = new SchemaCheck(schema, problems);
        new SecretRules(problems).check(written);
        check.file(written);
        services.forEach(it -> check.piece(it.tree(), "Service"));
        Path folder = file.toAbsolutePath().resolveSibling("");
        Rules rules = new Rules(problems, check);
        rules.check(written, services);
        new DecisionRules(problems, rules, folder).check(written, services);
        new Routing(problems).check(services);
        problems.throwIfAny();
        Services made = new Services(written, problems, folder);
        return new Loaded(made.of(services), made.unrouted(written), problems.warnings());
    }

    /**
     * One service as it is in one environment.
     *
     * @param environment where it is named in the file
     */
    record Merged(String service, String environment, Place at, Tree tree) {}

    private static Tree read(Path file, Problems problems) {
        String yaml = text(file, problems);
        problems.throwIfAny();
        Tree tree = YamlTree.read(yaml, problems).orElse(new Tree(Place.FILE, null));
        if (tree.value() == null && problems.none()) {
            problems.add(Place.FILE, "the file is empty", "describe at least one service; see docs/catalog.md");
        }
        if (tree.value() == null) {
            problems.throwIfAny();
        }
        return withEmptyEnvironments(tree);
    }

    private static String text(Path file, Problems problems) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            problems.add(Place.FILE, "not UTF-8", "save it as UTF-8");
        } catch (IOException e) {
            problems.add(
                    Place.FILE,
                    Files.exists(file) ? "the file can't be read" : "no such file",
                    "name a catalog file that can be read; config/lastgood.yml is an example");
        }
        return "";
    }

    /** {@code production:} with nothing after it says what {@code production: {}} says. */
    private static Tree withEmptyEnvironments(Tree root) {
        Tree services = root.map().get("services");
        if (services != null) {
            for (Tree service : services.map().values()) {
                Tree environments = service.map().get("environments");
                if (environments != null && environments.value() instanceof Map) {
                    environments
                            .map()
                            .replaceAll((name, it) -> it.value() == null ? new Tree(it.place(), Map.of()) : it);
                }
            }
        }
        return root;
    }

    private static List<Merged> merge(Tree root) {
        Tree defaults = root.map().getOrDefault("defaults", new Tree(Place.FILE, new LinkedHashMap<>()));
        List<Merged> all = new ArrayList<>();
        root.map().getOrDefault("services", new Tree(Place.FILE, null)).map().forEach((name, service) -> {
            if (service.value() instanceof Map) {
                Tree common = defaults.with(service.without("environments"));
                environments(service)
                        .forEach((environment, it) -> all.add(new Merged(
                                name,
                                environment,
                                it.place(),
                                NamedChecks.in(new Tree(
                                        service.place(), common.with(it).value())))));
            }
        });
        return all;
    }

    private static Map<String, Tree> environments(Tree service) {
        Tree environments = service.map().get("environments");
        Map<String, Tree> sound = new LinkedHashMap<>(environments == null ? Map.of() : environments.map());
        sound.values().removeIf(it -> !(it.value() instanceof Map)); // The schema has told of these.
        return sound;
    }

    private static String resource() {
        try (InputStream resource = CatalogFile.class.getResourceAsStream(CatalogSchema.RESOURCE)) {
            return new String(
                    Objects.requireNonNull(resource, CatalogSchema.RESOURCE).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
