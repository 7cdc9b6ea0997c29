package dev.lastgood.catalog.file;

import dev.lastgood.catalog.file.CatalogFile.Merged;
import dev.lastgood.catalog.settings.Durations;
import dev.lastgood.catalog.settings.NearMiss;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a schema can't say: what must fit together, and numbers that make no sense. */
final class Rules {
    private static final List<String> BACKUP_PLACES = List.of("folder", "sftp", "s3");
    private static final Tree NOTHING = new Tree(Place.FILE, null);

    private final Problems problems;
    private final SchemaCheck schema;

    Rules(Problems problems, SchemaCheck schema) {
        this.problems = problems;
        this.schema = schema;
    }

    void check(Tree written, List<Merged> services) {
        Collection<String> channels = at(written, "channels").map().keySet();
        at(written, "channels").map().values().forEach(it -> type(it, "Channel"));
        for (Merged service : services) {
            types(service.tree());
            names(at(service.tree(), "evidence"));
            names(at(service.tree(), "checks"));
            names(at(service.tree(), "watch", "checks"));
            at(service.tree(), "checks").list().forEach(it -> asked(at(it, "when")));
            database(at(service.tree(), "database", "name"));
            backups(at(service.tree(), "database"));
            new TunnelRules(problems).check(service.tree());
            numbers(service.tree());
            at(service.tree(), "messages").list().forEach(it -> known(it, channels));
        }
        alerts(services);
    }

    private void types(Tree service) {
        type(at(service, "kill-switch"), "KillSwitch");
        type(at(service, "release"), "Release");
        type(at(service, "database"), "Database");
        at(service, "evidence").list().forEach(it -> type(it, "Evidence"));
        at(service, "checks").list().forEach(it -> type(it, "Check"));
        at(service, "watch", "checks").list().forEach(it -> type(it, "Check"));
    }

    /** A type nobody told of may be an adapter of one's own, unless it looks like a slip. */
    private void type(Tree entry, String definition) {
        Tree type = at(entry, "type");
        List<String> known = schema.knownTypes(definition);
        if (type.value() instanceof String word && !known.contains(word)) {
            NearMiss.of(word, known)
                    .ifPresent(it ->
                            problems.add(type.place(), "unknown type '" + word + "'", "did you mean '" + it + "'?"));
        }
    }

    private void names(Tree list) {
        Map<String, Place> seen = new TreeMap<>();
        for (Tree entry : list.list()) {
            Tree name = at(entry, "name");
            if (name.value() instanceof String word) {
                Place first = seen.putIfAbsent(word, name.place());
                if (first != null) {
                    problems.add(
                            name.place(),
                            "duplicate name '" + word + "'",
                            "line " + first.line() + " has it already; give each its own");
                }
            }
        }
    }

    private void asked(Tree when) {
        if (when.value() instanceof List<?> list && list.isEmpty()) {
            problems.add(when.place(), "it is never asked", "write before-reopening, after-reopening or both");
        }
    }

    private void database(Tree name) {
        if (name.value() instanceof String text && text.getBytes(StandardCharsets.UTF_8).length > 63) {
            problems.add(name.place(), "longer than 63 bytes", "PostgreSQL cuts longer names; write the real one");
        }
    }

    private void backups(Tree database) {
        Tree backups = at(database, "backups");
        if (!"postgresql".equals(at(database, "type").value()) || !(backups.value() instanceof Map)) {
            return;
        }
        List<String> places =
                BACKUP_PLACES.stream().filter(backups.map()::containsKey).toList();
        if (places.isEmpty()) {
            problems.add(backups.place(), "it is not said where they lie", "write one of folder, sftp and s3");
        } else if (places.size() > 1) {
            problems.add(
                    at(backups, places.get(1)).place(),
                    places.get(0) + " stands beside it",
                    "backups lie in one place: leave one of " + String.join(", ", places));
        }
        Tree sftp = at(backups, "sftp");
        if (sftp.value() instanceof Map
                && !sftp.map().containsKey("private-key")
                && !sftp.map().containsKey("password")) {
            problems.add(sftp.place(), "it is not said how to log in", "add private-key or password");
        }
        Tree s3 = at(backups, "s3");
        if (s3.map().containsKey("access-key") != s3.map().containsKey("secret-key")) {
            problems.add(s3.place(), "access-key and secret-key belong together", "add the other one, or remove both");
        }
        atLeast(at(backups, "keep", "count"), 1);
    }

    private void numbers(Tree service) {
        atLeast(at(service, "watch", "relapse-after"), 1);
        atLeast(at(service, "approval", "drift-tolerance"), 0);
        List<Tree> durations = new ArrayList<>(at(service, "budgets").map().values());
        durations.add(at(service, "watch", "window"));
        durations.add(at(service, "watch", "every"));
        durations.add(at(service, "approval", "answer-within"));
        for (Tree duration : durations) {
            if (duration.value() instanceof String text && isZero(text)) {
                problems.add(duration.place(), "no time at all", "write a duration longer than 0, such as 5m");
            }
        }
    }

    private void atLeast(Tree number, long least) {
        if (number.value() instanceof Number value && value.longValue() < least) {
            problems.add(number.place(), value + " is too small", "write " + least + " or more");
        }
    }

    private static boolean isZero(String text) {
        try {
            return Durations.parse(text).isZero();
        } catch (IllegalArgumentException e) {
            return false; // The schema has told of it.
        }
    }

    private void known(Tree channel, Collection<String> channels) {
        if (channel.value() instanceof String name && !channels.contains(name)) {
            problems.add(
                    channel.place(),
                    "no channel '" + name + "'",
                    channels.isEmpty() ? "describe it under channels" : NearMiss.hint(name, channels));
        }
    }

    /** An alert of one environment must not roll back the other. */
    private void alerts(List<Merged> services) {
        for (Merged one : services) {
            services.stream()
                    .filter(other -> other.service().equals(one.service()))
                    .filter(other -> !other.environment().equals(one.environment()))
                    .filter(other -> covers(at(one.tree(), "alerts"), at(other.tree(), "alerts")))
                    .findFirst()
                    .ifPresent(other -> problems.add(
                            one.at().under("alerts"),
                            "alerts of " + other.environment() + " match here too",
                            "add a label that tells them apart, such as alerts: {env: " + one.environment() + "}"));
        }
    }

    private static boolean covers(Tree wide, Tree narrow) {
        Map<?, ?> labels = wide.data() instanceof Map<?, ?> map ? map : Map.of();
        Map<?, ?> others = narrow.data() instanceof Map<?, ?> map ? map : Map.of();
        return !labels.isEmpty() && others.entrySet().containsAll(labels.entrySet());
    }

    static Tree at(Tree tree, String... path) {
        Optional<Tree> at = Optional.of(tree);
        for (String key : path) {
            at = at.map(it -> it.map().get(key));
        }
        return at.orElse(NOTHING);
    }
}
