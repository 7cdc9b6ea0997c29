package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.CheckResult.Asked;
import dev.lastgood.workflows.plan.Phase;
import dev.lastgood.workflows.plan.StepId;
import io.temporal.failure.TemporalFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Finds out whether it has helped: before users are let in, when they are, and for a while after. */
final class Verification {
    /** A service that has just started is asked again for so long before a check counts as failed. */
    private static final Duration SETTLE = Duration.ofSeconds(20);

    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final Incident incident;
    private final Containment containment;
    private final Remedies remedies;
    private final Silences silences;
    private final Baseline baseline;
    private final Checks checks;
    private final Watching watching;

    Verification(Incident incident, Containment containment, ReleaseChange release, Silences silences) {
        this.incident = incident;
        this.containment = containment;
        this.remedies = new Remedies(incident, containment, release, silences);
        this.silences = silences;
        this.baseline = new Baseline(incident);
        this.checks = new Checks(incident, baseline);
        this.watching = new Watching(incident, checks, baseline);
    }

    /** Begins to ask what the checks say before anything is changed. */
    void baseline() {
        baseline.begin();
    }

    void beforeReopening() {
        run(StepId.VERIFY, () -> allPass(Check.When.BEFORE_REOPENING, Asked.BEFORE_REOPENING));
    }

    void afterReopening() {
        run(StepId.VERIFY_OPEN, () -> allPass(Check.When.AFTER_REOPENING, Asked.AFTER_REOPENING));
    }

    /** Watches until the window is over. */
    void watch() {
        run(StepId.WATCH, watching::window);
    }

    Rollback.WatchEnded endWatch(Rollback.EndWatch end) {
        return watching.end(end);
    }

    private void run(StepId step, Supplier<String> work) {
        boolean stands = incident.steps().run(step, work, new Steps.Recovery() {
            @Override
            public boolean mends(TemporalFailure failure) {
                return remedies.mend(step, failure);
            }

            @Override
            public void prepare() {
                upAgain(step);
            }
        });
        if (!stands) {
            upAgain(step);
        }
    }

    /** What was taken down again on the way is started, verified and opened again before this step has its next try. */
    private void upAgain(StepId step) {
        boolean out = containment.isAgain();
        containment.startAgain();
        if (!out) {
            return;
        }
        incident.board().phase(Phase.VERIFY);
        if (step == StepId.VERIFY) {
            return;
        }
        beforeReopening();
        incident.board().phase(Phase.REOPEN);
        containment.killSwitchOff();
        silences.end();
        if (step == StepId.WATCH) {
            afterReopening();
            incident.board().phase(Phase.WATCH);
        }
    }

    private String allPass(Check.When when, Asked phase) {
        List<Check> all = incident.service().checks(when);
        Instant patience = Board.now().plus(SETTLE);
        List<CheckResult> results = checks.ask(all, phase);
        while (!results.stream().allMatch(CheckResult::passed) && Board.now().isBefore(patience)) {
            Timers.await(AGAIN, "Checks: ask again", () -> false);
            results = checks.ask(all, phase);
        }
        return checks.judged(results);
    }
}
