package dev.lastgood.catalog.file;

import dev.lastgood.catalog.file.CatalogFile.Merged;
import dev.lastgood.catalog.rules.PrometheusRules;
import dev.lastgood.catalog.settings.Durations;
import dev.lastgood.catalog.settings.NearMiss;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
        unrouted(at(written, "unrouted", "channels"), at(written, "channels"));
        for (Merged service : services) {
            types(service.tree());
            names(at(service.tree(), "evidence"));
            names(at(service.tree(), "checks"));
            names(at(service.tree(), "watch", "checks"));
            at(service.tree(), "checks").list().forEach(it -> asked(at(it, "when")));
            at(service.tree(), "checks").list().forEach(this::tries);
            at(service.tree(), "watch", "checks").list().forEach(this::tries);
            database(at(service.tree(), "database", "name"));
            backups(at(service.tree(), "database"));
            new DeploymentRules(problems, this).check(service.tree());
            new TunnelRules(problems).check(service.tree());
            numbers(service.tree());
            remedies(service.tree(), at(service.tree(), "verification", "on-failure"));
            remedies(service.tree(), at(service.tree(), "watch", "on-relapse"));
            at(service.tree(), "messages").list().forEach(it -> known(it, channels));
            alertRules(at(service.tree(), "rules"));
        }
    }

    private void types(Tree service) {
        type(at(service, "kill-switch"), "KillSwitch");
        type(at(service, "release"), "Release");
        type(at(service, "alerting"), "Alerting");
        type(at(service, "database"), "Database");
        at(service, "evidence").list().forEach(it -> type(it, "Evidence"));
        at(service, "checks").list().forEach(it -> type(it, "Check"));
        at(service, "watch", "checks").list().forEach(it -> type(it, "Check"));
    }

    /** A type nobody told of may be an adapter of one's own, unless it looks like a slip. */
    void type(Tree entry, String definition) {
        Tree type = at(entry, "type");
        List<String> known = schema.knownTypes(definition);
        if (type.value() instanceof String word && !known.contains(word)) {
            NearMiss.of(word, known)
                    .ifPresentOrElse(
                            it -> problems.add(
                                    type.place(), "unknown type '" + word + "'", "did you mean '" + it + "'?"),
                            () -> problems.warn(
                                    type.place(),
                                    "type '" + word + "' is not available in this version",
                                    "only a worker with an adapter of your own for it can do this"));
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

    /** What follows a verification that fails must be possible, and reached. */
    private void remedies(Tree service, Tree order) {
        boolean over = false;
        for (Tree then : order.list()) {
            if (over) {
                problems.add(then.place(), "never reached: ask waits for a person", "let ask be the last");
            }
            over |= "ask".equals(then.value());
            boolean release = at(service, "release").value() instanceof Map;
            if ("older-release".equals(then.value()) && !release) {
                problems.add(then.place(), "there is no release to go back from", "describe release, or leave it out");
            }
            if ("contain".equals(then.value())
                    && !release
                    && !(at(service, "kill-switch").value() instanceof Map)) {
                problems.add(
                        then.place(), "nothing can keep users out", "describe kill-switch or release, or leave it out");
            }
        }
    }

    private void numbers(Tree service) {
        atLeast(at(service, "verification", "older-releases"), 0);
        atLeast(at(service, "verification", "retries"), 0);
        Tree share = at(service, "watch", "least-traffic");
        if (share.value() instanceof Number value && (value.doubleValue() < 0 || value.doubleValue() > 1)) {
            problems.add(share.place(), value + " is no share", "write a number from 0 to 1, such as 0.1");
        }
        atLeast(at(service, "watch", "relapse-after"), 1);
        atLeast(at(service, "approval", "drift-tolerance"), 0);
        List<Tree> durations = new ArrayList<>(at(service, "budgets").map().values());
        durations.add(at(service, "watch", "window"));
        durations.add(at(service, "watch", "every"));
        durations.add(at(service, "approval", "answer-within"));
        durations.forEach(this::moreThanZero);
    }

    void tries(Tree check) {
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

    private void alertRules(Tree rules) {
        at(rules, "without").list().forEach(it -> alertRule(it.place(), it.value()));
        at(rules, "for").map().forEach((name, it) -> alertRule(it.place(), name));
        at(rules, "severities").map().forEach((name, it) -> {
            if (!PrometheusRules.SEVERITIES.contains(name)) {
                alertRule(it.place(), name);
            }
        });
        atLeast(at(rules, "few"), 1);
        atLeast(at(rules, "few-per-path"), 1);
    }

    private void alertRule(Place place, @Nullable Object name) {
        if (name instanceof String word && !PrometheusRules.names().contains(word)) {
            problems.add(place, "no rule '" + word + "'", NearMiss.hint(word, PrometheusRules.names()));
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

    /** Nobody would be told of what is misrouted, silently. */
    private void unrouted(Tree told, Tree channels) {
        if (told.value() instanceof List<?> list && list.isEmpty()) {
            problems.add(told.place(), "nobody is told", "name a channel, or leave it out: then all are told");
        }
        for (Tree channel : told.list()) {
            known(channel, channels.map().keySet());
            Tree kinds = at(channels, String.valueOf(channel.value()), "kinds");
            if (kinds.value() instanceof List<?>
                    && kinds.list().stream().noneMatch(it -> "decision".equals(it.value()))) {
                problems.add(
                        channel.place(),
                        "channel '" + channel.value() + "' does not take decision messages, which tell of these",
                        "add decision to its kinds, or name another channel");
            }
        }
    }

    static Tree at(Tree tree, String... path) {
        return tree.at(path);
    }
}
