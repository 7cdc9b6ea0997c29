package dev.lastgood.catalog.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A deployment's check that is named as one of the service's says only what is different. */
final class NamedChecks {
    private NamedChecks() {}

    /** The same service, with the deployment's checks whole. */
    static Tree in(Tree service) {
        Tree deployments = service.map().get("deployments");
        Tree written = deployments == null ? null : deployments.map().get("checks");
        if (deployments == null || written == null || written.list().isEmpty()) {
            return service;
        }
        List<Tree> whole = written.list().stream().map(it -> whole(service, it)).toList();
        return put(service, "deployments", put(deployments, "checks", new Tree(written.place(), whole)));
    }

    private static Tree whole(Tree service, Tree check) {
        Object name = name(check);
        return all(service)
                .filter(it -> !name.equals("") && name(it).equals(name))
                .findFirst()
                .map(it -> it.with(check))
                .orElse(check);
    }

    private static Stream<Tree> all(Tree service) {
        Tree watch = service.map().get("watch");
        return Stream.concat(list(service), watch == null ? Stream.of() : list(watch));
    }

    private static Stream<Tree> list(Tree of) {
        Tree checks = of.map().get("checks");
        return checks == null ? Stream.of() : checks.list().stream();
    }

    private static Object name(Tree check) {
        Tree name = check.map().get("name");
        return name == null ? "" : Objects.requireNonNullElse(name.value(), "");
    }

    private static Tree put(Tree tree, String key, Tree value) {
        Map<String, Tree> changed = new LinkedHashMap<>(tree.map());
        changed.put(key, value);
        return new Tree(tree.place(), changed);
    }
}
