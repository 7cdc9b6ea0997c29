package dev.lastgood.catalog.file;

import dev.lastgood.catalog.file.CatalogFile.Merged;
import dev.lastgood.catalog.freezes.Freezes;
import dev.lastgood.catalog.settings.Durations;
import dev.lastgood.catalog.settings.Matchers;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a schema can't say of decisions: rules that never decide, times that are missing, freezes that can't be read. */
final class DecisionRules {
    private final Problems problems;
    private final Rules rules;
    private final Path folder;

    /** @param folder from which calendars are found */
    DecisionRules(Problems problems, Rules rules, Path folder) {
        this.problems = problems;
        this.rules = rules;
        this.folder = folder;
    }

    void check(Tree written, List<Merged> services) {
        Tree brake = written.at("brake");
        rules.atLeast(brake.at("services"), 0);
        rules.moreThanZero(brake.at("within"));
        for (Merged service : services) {
            Tree decisions = service.tree().at("decisions");
            rules.names(decisions.at("rules"));
            rules.names(decisions.at("freezes"));
            decisions.at("rules").list().forEach(this::rule);
            reachable(decisions.at("rules").list());
            Routing.matchers(decisions.at("caused-by-containment"), problems);
            decisions.at("freezes").list().forEach(this::freeze);
        }
    }

    private void rule(Tree rule) {
        named(rule);
        rules.type(rule.at("worse"), "Check");
        List.of("within", "veto", "watch", "hotfix").forEach(it -> rules.moreThanZero(rule.at(it)));
        if ("veto".equals(rule.at("action").value())) {
            veto(rule);
        }
    }

    private void veto(Tree rule) {
        Optional<Duration> veto = duration(rule.at("veto"));
        if (rule.at("veto").value() == null) {
            problems.add(rule.at("action").place(), "no time to veto in", "add how long people have, such as veto: 5m");
        }
        if (veto.isPresent()
                && duration(rule.at("within"))
                        .filter(within -> within.compareTo(veto.get()) <= 0)
                        .isPresent()) {
            problems.add(
                    rule.at("veto").place(),
                    "people may veto until the rule's time limit (within) has passed",
                    "write a veto shorter than within");
        }
    }

    /**
     * The first that matches decides: one whose alerts an earlier rule takes all never does. A service's own rules may well
     * put those of the defaults out of use.
     */
    private void reachable(List<Tree> written) {
        Map<Tree, Matchers> earlier = new LinkedHashMap<>();
        for (Tree rule : written) {
            Matchers when = Routing.matchers(rule.at("when"), problems);
            Routing.contradiction(rule.at("when"), when, problems);
            earlier.entrySet().stream()
                    .filter(it -> list(it.getKey()).equals(list(rule)) && when.within(it.getValue()))
                    .findFirst()
                    .ifPresent(it -> problems.add(
                            rule.place(),
                            "never reached: rule '" + it.getKey().at("name").value() + "' of line "
                                    + it.getKey().place().line() + " takes all its alerts",
                            "put it before that one, or say in 'when' what tells them apart"));
            if (understood(rule.at("when"), when)) {
                earlier.put(rule, when);
            }
        }
    }

    /** Of what is wrong in it no more is said than that. */
    private static boolean understood(Tree written, Matchers read) {
        int entries = written.list().size() + written.map().size();
        return read.all().size() == entries && (entries > 0 || written.value() == null);
    }

    /** The list that it was written in. */
    private static String list(Tree entry) {
        String key = entry.place().key();
        return key.substring(0, Math.max(0, key.lastIndexOf('[')));
    }

    private void freeze(Tree freeze) {
        named(freeze);
        Tree schedule = freeze.at("schedule");
        Tree calendar = freeze.at("calendar");
        if ((schedule.value() == null) == (calendar.value() == null)) {
            problems.add(
                    calendar.value() == null ? freeze.place() : calendar.place(),
                    calendar.value() == null ? "it is not said when" : "schedule stands beside it",
                    "write either schedule, with lasts, or calendar");
        }
        if (schedule.value() instanceof String cron) {
            wrong(schedule, Freezes.wrongSchedule(cron));
            if (freeze.at("lasts").value() == null) {
                problems.add(schedule.place(), "it is not said how long it lasts", "add lasts, such as lasts: 12h");
            }
        }
        rules.moreThanZero(freeze.at("lasts"));
        boolean zoned = zone(freeze.at("zone"));
        if (calendar.value() instanceof String file && zoned) {
            ZoneId zone = ZoneId.of(String.valueOf(
                    freeze.at("zone").value() == null
                            ? "UTC"
                            : freeze.at("zone").value()));
            wrong(calendar, Freezes.wrongCalendar(folder.resolve(file), zone));
        }
    }

    private boolean zone(Tree zone) {
        try {
            if (zone.value() instanceof String name) {
                ZoneId.of(name);
            }
            return true;
        } catch (DateTimeException e) {
            problems.add(zone.place(), "no time zone '" + zone.value() + "'", "write one such as Europe/Paris or UTC");
            return false;
        }
    }

    private void wrong(Tree at, Optional<String> what) {
        what.map(it -> it.split("; ", 2))
                .ifPresent(it -> problems.add(at.place(), it[0], it.length > 1 ? it[1] : "see docs/decisions.md"));
    }

    private void named(Tree entry) {
        if (entry.at("name").value() instanceof String name && name.isBlank()) {
            problems.add(entry.at("name").place(), "no name", "write one that people know it by");
        }
    }

    private static Optional<Duration> duration(Tree written) {
        try {
            return written.value() instanceof String text ? Optional.of(Durations.parse(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // The schema has told of it.
        }
    }
}
