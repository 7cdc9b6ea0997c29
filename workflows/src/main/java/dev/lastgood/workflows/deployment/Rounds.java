package dev.lastgood.workflows.deployment;

import dev.lastgood.workflows.activities.CheckActivities;
import dev.lastgood.workflows.deployment.DeploymentStatus.Line;
import dev.lastgood.workflows.deployment.DeploymentWatch.Order;
import dev.lastgood.workflows.deployment.DeploymentWatch.Tally;
import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.CheckResult.Verdict;
import dev.lastgood.workflows.model.Deployments;
import dev.lastgood.workflows.rollback.Words;
import dev.lastgood.workflows.support.Failures;
import dev.lastgood.workflows.support.Ports;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks the checks round by round, and counts. What is unknown neither fails nor passes. */
final class Rounds {
    private static final int MOST_LINES = 200;

    private final Order order;
    private final Deployments how;
    private final List<Line> lines;
    private List<CheckResult> baseline = List.of();
    private List<String> failedBefore = List.of();
    private List<CheckResult> last = List.of();
    private Instant began;
    private Instant until;
    private int rounds;
    private int bad;
    private int passed;
    private @Nullable Instant badSince;
    private boolean longer;
    private boolean failed;

    Rounds(Order order, Deployments how) {
        this.order = order;
        this.how = how;
        Tally tally = order.tally();
        lines = new ArrayList<>(tally == null ? List.of() : tally.lines());
        began = tally == null ? now() : tally.began();
        until = tally == null ? began : tally.until();
        if (tally != null) {
            baseline = tally.baseline();
            failedBefore = tally.failedBefore();
            last = tally.last();
            rounds = tally.rounds();
            bad = tally.bad();
            passed = tally.passed();
            badSince = tally.badSince();
            longer = tally.longer();
        }
    }

    static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }

    void say(String text) {
        if (lines.size() == MOST_LINES) {
            lines.remove(1);
        }
        lines.add(new Line(now(), text));
    }

    /**
     * What the checks say when the deployment has only just begun, for those of them that compare with it.
     *
     * @param before whether it has not begun at all: what fails then is not its doing
     */
    void baseline(boolean before) {
        baseline = ask(null);
        if (before) {
            failedBefore = baseline.stream()
                    .filter(it -> it.verdict() == Verdict.FAILED)
                    .map(CheckResult::name)
                    .toList();
        }
        say((before ? "before it: " : "as it begins: ") + summary(baseline));
    }

    /** The window counts from here. */
    void open() {
        until = now().plus(how.window());
    }

    void next() {
        last = ask(order.deployment().at());
        rounds++;
        List<CheckResult> its =
                last.stream().filter(it -> !failedBefore.contains(it.name())).toList();
        failed = its.stream().anyMatch(it -> it.verdict() == Verdict.FAILED);
        if (failed) {
            badSince = bad == 0 || badSince == null ? now() : badSince;
            bad++;
        } else if (!its.isEmpty() && its.stream().allMatch(CheckResult::passed)) {
            bad = 0;
            passed++;
        }
        String row = bad == 0 ? "" : " (failed " + bad + " times in a row, " + how.badRounds() + " are bad)";
        say("round " + rounds + ": " + summary(last) + row);
    }

    /** Each beside the others. */
    private List<CheckResult> ask(@Nullable Instant since) {
        List<Promise<CheckResult>> asked = how.checks().stream()
                .map(check -> Async.function(this::ask, check, since))
                .toList();
        return asked.stream().map(Promise::get).toList();
    }

    /** An activity that fails has said nothing about the service. */
    private CheckResult ask(Check check, @Nullable Instant since) {
        CheckResult before = baseline.stream()
                .filter(it -> it.name().equals(check.name()))
                .findFirst()
                .orElse(null);
        try {
            return new Ports(order.service().taskQueue())
                    .lasting(CheckActivities.class, "Check: " + check.name())
                    .run(new CheckActivities.Run(order.deployment().ref(), check, before, since));
        } catch (TemporalFailure failure) {
            Failures.rethrowCancellation(failure);
            return new CheckResult(check.name(), Verdict.UNKNOWN, "could not be asked: " + Failures.brief(failure));
        }
    }

    boolean isBad() {
        return bad >= how.badRounds();
    }

    /** A row of failures that goes on is followed to its end. */
    boolean isOver() {
        return !failed && !now().isBefore(until);
    }

    boolean isEnough() {
        return passed >= how.minRounds() && bad == 0;
    }

    /** @return whether it was not done before */
    boolean lengthen() {
        if (longer) {
            return false;
        }
        longer = true;
        open();
        return true;
    }

    int count() {
        return rounds;
    }

    Instant until() {
        return until;
    }

    Instant began() {
        return began;
    }

    /** When the failures that made it bad began. */
    Instant badSince() {
        return badSince == null ? now() : badSince;
    }

    List<Line> lines() {
        return lines;
    }

    List<CheckResult> last() {
        return last;
    }

    Tally tally() {
        return new Tally(
                began, until, rounds, bad, passed, badSince, longer, baseline, failedBefore, List.copyOf(lines), last);
    }

    String whyBad() {
        return last.stream()
                .filter(it -> it.verdict() == Verdict.FAILED && !failedBefore.contains(it.name()))
                .map(this::words)
                .collect(Collectors.joining("; ", "", " (" + bad + " rounds in a row)"));
    }

    String whyGood() {
        return "its checks passed in " + passed + " of " + rounds + " rounds over " + Words.duration(how.window());
    }

    String whyUnclear() {
        String unknown =
                last.stream().filter(it -> !it.passed()).map(this::words).collect(Collectors.joining("; "));
        return "not enough traffic, or not enough measured, to tell: in " + passed + " of " + rounds
                + " rounds all checks passed, at least " + how.minRounds() + " are needed"
                + (unknown.isEmpty() ? "" : "; last: " + unknown);
    }

    private String summary(List<CheckResult> results) {
        long passes = results.stream().filter(CheckResult::passed).count();
        String rest =
                results.stream().filter(it -> !it.passed()).map(this::words).collect(Collectors.joining("; "));
        return passes + " of " + results.size() + " checks pass" + (rest.isEmpty() ? "" : "; " + rest);
    }

    private String words(CheckResult result) {
        String before = failedBefore.contains(result.name()) ? " (as it did before the deployment)" : "";
        return result.name() + " " + Words.of(result.verdict()) + before + ", " + result.brief();
    }
}
