package dev.lastgood.catalog.file;

import dev.lastgood.catalog.file.CatalogFile.Merged;
import dev.lastgood.catalog.settings.Durations;
import dev.lastgood.catalog.settings.NearMiss;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a schema can't say: what must fit together, and numbers that make no sense. */
final class Rules {
    private static final List<String> BACKUP_PLACES = List.of("folder", "sftp", "s3");

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
            at(service.tree(), "checks").list().forEach(this::tries);
            at(service.tree(), "watch", "checks").list().forEach(this::tries);
            at(service.tree(), "deployments", "checks").list().forEach(this::tries);
            database(at(service.tree(), "database", "name"));
            backups(at(service.tree(), "database"));
            deployments(service.tree());
            numbers(service.tree());
            at(service.tree(), "messages").list().forEach(it -> known(it, channels));
        }
    }

    private void deployments(Tree service) {
        Tree deployments = at(service, "deployments");
        if (!(deployments.value() instanceof Map)) {
            return;
        }
        names(at(deployments, "checks"));
        if (at(deployments, "checks").list().isEmpty()
                && at(service, "watch", "checks").list().isEmpty()) {
            problems.add(
                    deployments.place(),
                    "nothing is asked of a new release",
                    "write checks here or under watch, such as error rate and latency");
        }
        atLeast(at(deployments, "bad-rounds"), 1);
        atLeast(at(deployments, "min-rounds"), 1);
        Optional<Duration> window = duration(at(deployments, "window"), Duration.ofMinutes(10));
        Optional<Duration> every = duration(at(deployments, "every"), Duration.ofSeconds(30));
        if (window.isPresent() && every.isPresent() && !every.get().isZero()) {
            long fit = window.get().dividedBy(every.get());
            long wanted = at(deployments, "min-rounds").value() instanceof Number number ? number.longValue() : 3;
            if (fit < wanted) {
                problems.add(
                        deployments.place().under("min-rounds"),
                        "only " + fit + " rounds fit into the window, and " + wanted + " are asked for",
                        "lengthen window, shorten every, or lower min-rounds");
            }
        }
    }

    private static Optional<Duration> duration(Tree written, Duration otherwise) {
        if (written.value() == null) {
            return Optional.of(otherwise);
        }
        try {
            return Optional.of(Durations.parse(String.valueOf(written.value())));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // The schema has told of it.
        }
    }

    private void types(Tree service) {
        type(at(service, "kill-switch"), "KillSwitch");
        type(at(service, "release"), "Release");
        type(at(service, "database"), "Database");
        at(service, "evidence").list().forEach(it -> type(it, "Evidence"));
        at(service, "checks").list().forEach(it -> type(it, "Check"));
        at(service, "watch", "checks").list().forEach(it -> type(it, "Check"));
        at(service, "deployments", "checks").list().forEach(it -> type(it, "Check"));
    }

    /** A type nobody told of may be an adapter of one's own, unless it looks like a slip. */
    void type(Tree entry, String definition) {
        Tree type = at(entry, "type");
        List<String> known = schema.knownTypes(definition);
        if (type.value() instanceof String word && !known.contains(word)) {
            NearMiss.of(word, known)
                    .ifPresent(it ->
                            problems.add(type.place(), "unknown type '" + word + "'", "did you mean '" + it + "'?"));
        }
    }

    void names(Tree list) {
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
        durations.add(at(service, "deployments", "window"));
        durations.add(at(service, "deployments", "every"));
        durations.forEach(this::moreThanZero);
    }

    private void tries(Tree check) {
        atLeast(at(check, "attempts"), 1);
        moreThanZero(at(check, "deadline"));
    }

    void moreThanZero(Tree duration) {
        if (duration.value() instanceof String text && isZero(text)) {
            problems.add(duration.place(), "no time at all", "write a duration longer than 0, such as 5m");
        }
    }

    void atLeast(Tree number, long least) {
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

    private static Tree at(Tree tree, String... path) {
        return tree.at(path);
    }
}
