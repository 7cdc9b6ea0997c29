package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.Verifying;
import dev.lastgood.workflows.model.Verifying.Then;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.TemporalFailure;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the catalog says is done when verification fails or it gets worse again, in its order. Each is bounded for the whole
 * rollback, so that nothing loops; after the last a person is called. Users are out before anything is changed.
 */
final class Remedies {
    private final Incident incident;
    private final Containment containment;
    private final ReleaseChange release;
    private final Silences silences;
    private final Map<StepId, Integer> retried = new EnumMap<>(StepId.class);
    private int older;
    private boolean relapsed;

    Remedies(Incident incident, Containment containment, ReleaseChange release, Silences silences) {
        this.incident = incident;
        this.containment = containment;
        this.release = release;
        this.silences = silences;
    }

    /** Whether something was done after which it is worth looking again. */
    boolean mend(StepId step, TemporalFailure failure) {
        if (Failures.type(failure) == FailureType.UNCLEAR) {
            return false;
        }
        for (Then then : order(step)) {
            switch (then) {
                case RETRY -> {
                    if (retries(step)) {
                        return true;
                    }
                }
                case CONTAIN -> keepOut();
                case OLDER_RELEASE -> {
                    if (goesFurther(step)) {
                        return true;
                    }
                }
                case UNDO -> undo(step, failure);
                case ASK -> {
                    return false;
                }
            }
        }
        return false;
    }

    private List<Then> order(StepId step) {
        return step == StepId.WATCH ? incident.service().watch().onRelapse() : policy().onFailure();
    }

    private boolean retries(StepId step) {
        int so = retried.merge(step, 1, Integer::sum);
        if (so > policy().retries()) {
            return false;
        }
        say(
                step,
                "looked at again in " + Words.duration(policy().pause()) + " (" + so + " of " + policy().retries()
                        + ")");
        Timers.await(policy().pause(), "A pause before it is looked at again", () -> false);
        return true;
    }

    /** Through what changed the release before, with its compensation: it is put back where the older one can't be put in place. */
    private boolean goesFurther(StepId step) {
        if (older >= policy().olderReleases() || (step == StepId.WATCH && relapsed)) {
            say(step, "not going back any further: " + Words.count(older, "older release") + " tried");
            return false;
        }
        relapsed |= step == StepId.WATCH;
        older++;
        try {
            Release next = release.further();
            if (next == null) {
                say(step, "there is no release to go back to any further");
                return false;
            }
            say(step, "going back one release further, to " + next.name() + "; " + whatStays());
            takeDown();
            release.deployFurther(next);
            return true;
        } catch (TemporalFailure failure) {
            Failures.rethrowCancellation(failure);
            say(step, "going back one release further failed: " + Failures.brief(failure));
            return false;
        }
    }

    private String whatStays() {
        return incident.service().database() == null
                ? "nothing else is changed"
                : "the database stays as it is now" + (dataChanged() ? ", taken back," : "")
                        + " and no migration is run";
    }

    /** Once users could write to what was taken back, undoing that is a rollback of its own, with a question of its own. */
    private void undo(StepId step, TemporalFailure failure) {
        if (incident.undos().passedTheLastReturn()) {
            if (dataChanged() || !release.isChanged()) {
                say(
                        step,
                        "not undone by itself: users could write since; 'lastgood undo' shows what that would give up");
                keepOut();
                return;
            }
            takeDown();
            release.registerUndo();
            incident.undos().mayReturn();
        }
        throw new Stopped(Stopped.Then.UNDO, step.title() + " failed: " + Failures.brief(failure));
    }

    private void keepOut() {
        silences.begin();
        containment.again(false);
    }

    private void takeDown() {
        silences.begin();
        containment.downAgain();
    }

    private boolean dataChanged() {
        return incident.steps().stands(StepId.SWAP) || incident.steps().stands(StepId.RUN_SCRIPT);
    }

    private Verifying policy() {
        return incident.service().verification();
    }

    private void say(StepId step, String what) {
        incident.board().say(step, null, step.title() + " failed: " + what);
    }
}
