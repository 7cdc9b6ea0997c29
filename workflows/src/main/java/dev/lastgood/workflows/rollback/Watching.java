package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.CheckResult.Asked;
import dev.lastgood.workflows.model.CheckResult.Verdict;
import dev.lastgood.workflows.model.Watch;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Watches a service that was opened again, until the window is over, it gets worse, or a person says that it is enough. */
final class Watching {
    private final Incident incident;
    private final Checks checks;
    private final Baseline baseline;
    private Rollback.@Nullable EndWatch ended;

    Watching(Incident incident, Checks checks, Baseline baseline) {
        this.incident = incident;
        this.checks = checks;
        this.baseline = baseline;
    }

    /** Watches for one window; returns what was seen, or fails where it got worse or nothing can be said. */
    String window() {
        Watch watch = incident.service().watch();
        boolean heeds =
                Workflow.getVersion("watch-heeds-alerts", Workflow.DEFAULT_VERSION, 1) > Workflow.DEFAULT_VERSION;
        ended = null;
        var chart = new Chart();
        Instant end = Board.now().plus(watch.window());
        int badRounds = 0;
        int rounds = 0;
        List<CheckResult> results = List.of();
        String quiet = "quiet for " + Words.duration(watch.window());
        while (Board.now().isBefore(end) || undecided(badRounds)) {
            if (!Board.now().isBefore(end)) {
                quiet = "well in the end, past the " + Words.duration(watch.window()) + " of its window";
                sayThatItGoesOn(watch, badRounds);
            }
            Timers.await(
                    watch.every(),
                    "Watch: next look",
                    () -> ended != null || heeds && incident.relapse().alert() != null);
            relapseByAlert(heeds);
            if (ended != null) {
                return endedEarly(ended, rounds, results);
            }
            results = enough(watch, checks.ask(watch.checks(), Asked.WATCHING));
            chart.add(results);
            incident.board().watched(chart.lines());
            rounds++;
            badRounds = results.stream().anyMatch(it -> it.verdict() == Verdict.FAILED) ? badRounds + 1 : 0;
            if (badRounds >= watch.relapseAfter()) {
                throw Failures.permanent(FailureType.UNVERIFIED, "It got worse again:\n" + Checks.bad(results));
            }
        }
        if (results.stream().anyMatch(it -> it.verdict() == Verdict.UNKNOWN) && !checks.letsThrough(results)) {
            throw checks.failure(results, "Too little was measured to say that it is well:\n");
        }
        if (heeds) {
            chart.lines().forEach(line -> incident.board().say(StepId.WATCH, null, "Watched: " + line));
        }
        return quiet + ", looked " + rounds + " times";
    }

    /** Bad rounds at the end, too few for a relapse, are followed to theirs. Watches from before this was so ended here. */
    private static boolean undecided(int badRounds) {
        return badRounds > 0
                && Workflow.getVersion("watch-ends-decided", Workflow.DEFAULT_VERSION, 1) > Workflow.DEFAULT_VERSION;
    }

    private void sayThatItGoesOn(Watch watch, int badRounds) {
        incident.board()
                .say(
                        StepId.WATCH,
                        null,
                        "The window is over, and the last round was bad: it is watched on until a round is good, or "
                                + watch.relapseAfter() + " in a row are bad (" + badRounds + " so far)");
    }

    /** Ends it, or says why not. */
    Rollback.WatchEnded end(Rollback.EndWatch wanted) {
        String refusal = refusal(wanted);
        if (refusal != null) {
            incident.board().heard(wanted.person(), "The watch was not ended: " + refusal);
            throw refused(refusal);
        }
        ended = wanted;
        String text = "the watch ends early: " + wanted.reason();
        incident.board().say(StepId.WATCH, wanted.person(), Words.sentence(text));
        return new Rollback.WatchEnded(text);
    }

    private @Nullable String refusal(Rollback.EndWatch wanted) {
        if (wanted.person() == null || wanted.person().isBlank()) {
            return "ending the watch needs the name of who ends it";
        }
        if (wanted.reason() == null || wanted.reason().isBlank()) {
            return "ending the watch needs a reason";
        }
        if (!isOn()) {
            return "nothing is watched now; the rollback is in phase "
                    + incident.board().status().phase().words();
        }
        return ended == null ? null : ended.person() + " has ended it already";
    }

    private boolean isOn() {
        return incident.board().state(StepId.WATCH) == RollbackStatus.State.RUNNING;
    }

    private void relapseByAlert(boolean heeds) {
        Alert fired = heeds ? incident.relapse().take() : null;
        if (fired != null) {
            throw Failures.permanent(
                    FailureType.UNVERIFIED,
                    "It got worse again: an alert fires since " + Words.clock(fired.startsAt()) + " UTC, "
                            + fired.summary());
        }
    }

    private static String endedEarly(Rollback.EndWatch end, int rounds, List<CheckResult> last) {
        String bad = Checks.bad(last);
        return "ended early by " + end.person() + " after " + Words.count(rounds, "look") + ": " + end.reason()
                + (bad.isEmpty() ? "" : ". Not well at the last look: " + bad);
    }

    /** Few errors among few requests say nothing: users may not be getting through at all. */
    private List<CheckResult> enough(Watch watch, List<CheckResult> results) {
        if (watch.leastTraffic() <= 0) {
            return results;
        }
        var judged = new ArrayList<CheckResult>();
        for (int i = 0; i < results.size(); i++) {
            judged.add(enough(watch, watch.checks().get(i), results.get(i)));
        }
        incident.board().checks(judged);
        return judged;
    }

    private CheckResult enough(Watch watch, Check check, CheckResult result) {
        CheckResult before = baseline.of(check);
        Double usual = before == null ? null : before.values().get(CheckResult.REQUESTS);
        Double now = result.values().get(CheckResult.REQUESTS);
        if (!result.passed() || usual == null || now == null || now >= usual * watch.leastTraffic()) {
            return result;
        }
        return result.unknown("only " + Math.round(now) + " requests, and " + Math.round(usual)
                + " before the rollback: too few to tell; " + result.detail());
    }

    private static ApplicationFailure refused(String why) {
        return Failures.permanent(FailureType.ANSWER_REFUSED, why);
    }
}
