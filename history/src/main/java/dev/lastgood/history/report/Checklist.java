package dev.lastgood.history.report;

import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.RollbackStatus.State;
import dev.lastgood.workflows.rollback.RollbackStatus.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The runbook's "Rollback Verification Checklist". An item is ticked by what was seen, never by what was intended. */
final class Checklist {
    /** @param note what was seen, who did it by hand, or what is missing */
    record Item(boolean done, String what, String note) {
        public String mark() {
            return done ? "x" : " ";
        }
    }

    private final Facts facts;
    private final Map<String, CheckResult> results = new LinkedHashMap<>();

    private Checklist(Facts facts) {
        this.facts = facts;
        facts.status().checks().forEach(result -> results.put(result.name(), result));
    }

    static List<Item> of(Facts facts) {
        Checklist list = new Checklist(facts);
        return List.of(
                list.step("Kill switch activated", StepId.KILL_SWITCH_ON),
                list.step("Application stopped", StepId.STOP),
                list.step("Emergency backup created", StepId.EMERGENCY_BACKUP),
                list.step("Database restored from backup", StepId.SWAP),
                list.step("Previous application version deployed", StepId.DEPLOY),
                list.checks("Health checks passing", Checklist::isHealth, "no HTTP check in the catalog"),
                list.checks("Smoke tests passing", Checklist::isSmoke, "no smoke test in the catalog"),
                list.logs(),
                list.metrics(),
                list.opened(),
                list.notified());
    }

    private Item step(String what, StepId id) {
        return facts.step(id)
                .map(step -> new Item(happened(step), what, note(step)))
                .orElseGet(() -> new Item(false, what, "not part of this rollback"));
    }

    private static boolean happened(Step step) {
        return switch (step.state()) {
            case DONE, BY_HAND -> true;
            case PENDING, RUNNING, SKIPPED, FAILED, UNDONE, UNDO_FAILED -> false;
        };
    }

    private String note(Step step) {
        String by = facts.person(step.step()).map(name -> " by " + name).orElse("");
        String detail = step.detail() == null || step.detail().isBlank() ? "" : ": " + Words.brief(step.detail());
        return switch (step.state()) {
            case DONE -> "at " + Words.time(step.endedAt());
            case BY_HAND -> "by hand" + by + detail;
            case UNDONE -> "undone" + detail;
            case UNDO_FAILED -> "undoing it failed" + detail;
            case SKIPPED -> "skipped" + by + detail;
            case FAILED -> "failed" + detail;
            case RUNNING -> "still running";
            case PENDING -> "not reached";
        };
    }

    private Item checks(String what, Predicate<Check> which, String none) {
        return checks(
                what, configured().filter(which).map(Check::name).distinct().toList(), none);
    }

    private Item checks(String what, List<String> names, String none) {
        if (names.isEmpty()) {
            return new Item(false, what, none + ": look by hand");
        }
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            CheckResult result = results.get(name);
            if (result == null) {
                missing.add(name + " was not asked");
            } else if (!result.passed()) {
                missing.add(name + " " + Words.words(result.verdict()) + " (" + Words.brief(result.detail()) + ")");
            }
        }
        return missing.isEmpty()
                ? new Item(true, what, String.join(", ", names))
                : new Item(false, what, String.join("; ", missing));
    }

    private Item logs() {
        String kept = facts.status().artifacts().stream()
                .map(Artifact::name)
                .filter(name -> named(name, "log"))
                .collect(Collectors.joining(", "));
        return checks(
                "No errors in logs",
                check -> named(check.name(), "log"),
                "no check reads the logs"
                        + (kept.isEmpty() ? "" : " (those from before the rollback are in " + kept + ")"));
    }

    private Item metrics() {
        String what = "Metrics look normal";
        List<String> names = Stream.concat(
                        facts.request().service().watch().checks().stream(),
                        configured().filter(Checklist::isMetric))
                .map(Check::name)
                .distinct()
                .toList();
        Item watched = step(what, StepId.WATCH);
        if (!facts.stands(StepId.WATCH)) {
            return new Item(false, what, "the watch: " + watched.note());
        }
        return checks(what, names, "nothing was watched");
    }

    private Item opened() {
        String what = "Kill switch deactivated";
        if (facts.is(StepId.KILL_SWITCH_ON, State.UNDONE)) {
            return new Item(true, what, "by the undo");
        }
        if (facts.is(StepId.KILL_SWITCH_OFF, State.UNDONE) || facts.is(StepId.KILL_SWITCH_OFF, State.UNDO_FAILED)) {
            return new Item(false, what, "it was turned on again");
        }
        return step(what, StepId.KILL_SWITCH_OFF);
    }

    private Item notified() {
        String what = "Stakeholders notified";
        List<String> channels = facts.request().service().channels().stream()
                .map(channel -> channel.target().name())
                .distinct()
                .toList();
        List<String> undelivered = facts.status().undelivered();
        if (channels.isEmpty()) {
            return new Item(false, what, "no channel in the catalog: tell them by hand");
        }
        if (!undelivered.isEmpty()) {
            return new Item(false, what, Words.count(undelivered.size(), "message") + " not delivered, see below");
        }
        return facts.status().outcome() == null
                ? new Item(false, what, "not yet: the rollback has not ended")
                : new Item(true, what, String.join(", ", channels));
    }

    private Stream<Check> configured() {
        return facts.request().service().checks().stream();
    }

    private static boolean isSmoke(Check check) {
        return named(check.name(), "smoke") || check.type().equals("command");
    }

    private static boolean isMetric(Check check) {
        return check.type().equals("promql");
    }

    private static boolean isHealth(Check check) {
        return check.type().equals("http") && !isSmoke(check);
    }

    private static boolean named(String name, String word) {
        return name.toLowerCase(Locale.ROOT).contains(word);
    }
}
