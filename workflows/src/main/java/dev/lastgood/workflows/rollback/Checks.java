package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.activities.CheckActivities;
import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.CheckResult.Asked;
import dev.lastgood.workflows.model.CheckResult.Verdict;
import dev.lastgood.workflows.model.Verifying.Unknown;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import java.util.List;
import java.util.stream.Collectors;

/** Asks checks side by side, and says what their answers mean. Only a pass is a pass. */
final class Checks {
    private final Incident incident;
    private final Baseline baseline;

    Checks(Incident incident, Baseline baseline) {
        this.incident = incident;
        this.baseline = baseline;
    }

    /** One result a check, in their order. */
    List<CheckResult> ask(List<Check> checks, Asked phase) {
        List<Promise<CheckResult>> asked = checks.stream()
                .map(check -> Async.function(this::askOne, check, phase))
                .toList();
        List<CheckResult> results = asked.stream().map(Promise::get).toList();
        incident.board().checks(results);
        return results;
    }

    private CheckResult askOne(Check check, Asked phase) {
        CheckResult before = baseline.of(check);
        return incident.ports()
                .lasting(CheckActivities.class, "Check: " + check.name())
                .run(new CheckActivities.Run(
                        incident.ref(), check, before, incident.board().startedAt()))
                .as(check.road(), phase, before);
    }

    /** What the catalog says that unknown counts as; something must have passed for it to be let through. */
    boolean letsThrough(List<CheckResult> results) {
        return incident.service().verification().unknown() == Unknown.GO_ON
                && results.stream().anyMatch(CheckResult::passed)
                && results.stream().noneMatch(it -> it.verdict() == Verdict.FAILED);
    }

    /** Says what passes, or fails with what does not. */
    String judged(List<CheckResult> results) {
        long passed = results.stream().filter(CheckResult::passed).count();
        if (passed == results.size()) {
            return Words.count(passed, "check") + (passed == 1 ? " passes" : " pass");
        }
        if (letsThrough(results)) {
            return passed + " of " + Words.count(results.size(), "check")
                    + " pass; unknown, and let through as the catalog says: " + names(results);
        }
        throw failure(results, "");
    }

    /** Where nothing failed and something is unknown, the catalog may want a person at once. */
    RuntimeException failure(List<CheckResult> results, String before) {
        boolean ask = incident.service().verification().unknown() == Unknown.ASK
                && results.stream().noneMatch(it -> it.verdict() == Verdict.FAILED);
        return Failures.permanent(ask ? FailureType.UNCLEAR : FailureType.UNVERIFIED, before + bad(results));
    }

    static String bad(List<CheckResult> results) {
        return results.stream()
                .filter(result -> !result.passed())
                .map(CheckWords::whole)
                .collect(Collectors.joining("\n"));
    }

    private static String names(List<CheckResult> results) {
        return results.stream()
                .filter(result -> !result.passed())
                .map(result -> result.name() + " (" + result.brief() + ")")
                .collect(Collectors.joining(", "));
    }
}
