package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.activities.CheckActivities;
import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.CheckResult.Verdict;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Asks the checks. Only a pass is a pass: what is unknown does not count as well. */
final class Verification {
    /** A service that has just started is asked again for so long before a check counts as failed. */
    private static final Duration SETTLE = Duration.ofSeconds(20);

    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final Incident incident;

    Verification(Incident incident) {
        this.incident = incident;
    }

    void beforeReopening() {
        incident.steps().run(StepId.VERIFY, () -> allPass(Check.When.BEFORE_REOPENING));
    }

    void afterReopening() {
        incident.steps().run(StepId.VERIFY_OPEN, () -> allPass(Check.When.AFTER_REOPENING));
    }

    /** Watches until the window is over; a relapse fails the step, and so asks a person. */
    void watch() {
        incident.steps().run(StepId.WATCH, this::watchWindow);
    }

    private String watchWindow() {
        var watch = incident.service().watch();
        Instant end = Board.now().plus(watch.window());
        int badRounds = 0;
        int rounds = 0;
        List<CheckResult> results = List.of();
        while (Board.now().isBefore(end)) {
            Timers.await(watch.every(), "Watch: next look", () -> false);
            results = ask(watch.checks());
            rounds++;
            badRounds = results.stream().anyMatch(it -> it.verdict() == Verdict.FAILED) ? badRounds + 1 : 0;
            if (badRounds >= watch.relapseAfter()) {
                throw Failures.permanent(FailureType.UNVERIFIED, "It got worse again:\n" + bad(results));
            }
        }
        if (results.stream().anyMatch(it -> it.verdict() == Verdict.UNKNOWN)) {
            throw Failures.permanent(
                    FailureType.UNVERIFIED, "Too little was measured to say that it is well:\n" + bad(results));
        }
        return "quiet for " + Words.duration(watch.window()) + ", looked " + rounds + " times";
    }

    private String allPass(Check.When when) {
        List<Check> checks = incident.service().checks(when);
        Instant patience = Board.now().plus(SETTLE);
        List<CheckResult> results = ask(checks);
        while (!results.stream().allMatch(CheckResult::passed) && Board.now().isBefore(patience)) {
            Timers.await(AGAIN, "Checks: ask again", () -> false);
            results = ask(checks);
        }
        if (!results.stream().allMatch(CheckResult::passed)) {
            throw Failures.permanent(FailureType.UNVERIFIED, bad(results));
        }
        return results.size() + " checks pass";
    }

    private List<CheckResult> ask(List<Check> checks) {
        List<Promise<CheckResult>> asked =
                checks.stream().map(check -> Async.function(this::ask, check)).toList();
        List<CheckResult> results = asked.stream().map(Promise::get).toList();
        incident.board().checks(results);
        return results;
    }

    private CheckResult ask(Check check) {
        return incident.ports()
                .lasting(CheckActivities.class, "Check: " + check.name())
                .run(new CheckActivities.Run(incident.ref(), check));
    }

    private static String bad(List<CheckResult> results) {
        return results.stream()
                .filter(result -> !result.passed())
                .map(result -> result.name() + ": " + Words.of(result.verdict()) + ", " + result.detail())
                .collect(Collectors.joining("\n"));
    }
}
