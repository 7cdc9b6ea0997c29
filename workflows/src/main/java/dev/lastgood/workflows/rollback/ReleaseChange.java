package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.activities.ReleaseActivities;
import dev.lastgood.workflows.activities.ReleaseActivities.PreviousQuery;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.Target;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.restore.Locks;
import dev.lastgood.workflows.restore.ReleaseRollback;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TemporalFailure;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the release before the running one, and puts it in place. */
final class ReleaseChange {
    private final Incident incident;
    private @Nullable Release current;
    private @Nullable Release previous;

    ReleaseChange(Incident incident) {
        this.incident = incident;
    }

    /** Looks up what runs and what ran before, while the service is being contained. */
    void find() {
        if (current != null && previous == null && incident.board().plan().has(StepId.DEPLOY)) {
            incident.board()
                    .ended(StepId.FIND_RELEASE, RollbackStatus.State.PENDING, null, "the release goes back too now");
        }
        incident.steps().run(StepId.FIND_RELEASE, this::lookUp);
    }

    /**
     * When the damage began: as a person said, else when the running release went live, else at the latest when the alert began;
     * null when nobody knows.
     */
    @Nullable
    Instant damagedSince() {
        if (incident.request().damagedSince() != null) {
            return incident.request().damagedSince();
        }
        if (current != null && current.deployedAt() != null) {
            return current.deployedAt();
        }
        var alert = incident.request().cause().alert();
        return alert == null ? null : alert.startsAt();
    }

    boolean nothingToDo() {
        return current != null && previous != null && current.id().equals(previous.id());
    }

    void deploy() {
        if (!incident.board().plan().has(StepId.DEPLOY)) {
            return;
        }
        if (current == null || previous == null) {
            incident.board()
                    .ended(StepId.DEPLOY, RollbackStatus.State.SKIPPED, null, "the release to go back to was skipped");
            return;
        }
        Release target = previous;
        registerUndo();
        incident.steps().run(StepId.DEPLOY, () -> deploy(target));
    }

    /** The release before the one that was gone back to; null where there is none, or where it is not for this rollback to say. */
    @Nullable
    Release further() {
        Release tried = previous;
        if (tried == null || !isChanged() || incident.request().mode() == Mode.UNDO) {
            return null;
        }
        try {
            Release next = incident.ports()
                    .quick(ReleaseActivities.class, "Look up the release before " + tried.name())
                    .previous(new PreviousQuery(incident.ref(), target(), tried, null));
            return next.id().equals(tried.id()) ? null : next;
        } catch (ActivityFailure failure) {
            if (Failures.type(failure) == FailureType.NO_PREVIOUS_RELEASE) {
                return null;
            }
            throw failure;
        }
    }

    /** Puts it in place of the one that was gone back to, which is put back where that fails. */
    void deployFurther(Release next) {
        Release tried = Objects.requireNonNull(previous);
        incident.undos().replace(undo(next));
        try {
            String detail = deploy(next);
            previous = next;
            incident.board().releases(Objects.requireNonNull(current), next);
            incident.board().ended(StepId.DEPLOY, RollbackStatus.State.DONE, null, detail);
        } catch (TemporalFailure failure) {
            if (!Failures.isCancellation(failure)) {
                incident.board().say(StepId.DEPLOY, null, "Putting " + tried.name() + " back: " + deploy(tried));
                incident.undos().replace(undo(tried));
            }
            throw failure;
        }
    }

    /** Whether another release than the one that ran is in place. */
    boolean isChanged() {
        return incident.steps().stands(StepId.DEPLOY) && current != null && previous != null;
    }

    /** What was done can be taken back again. */
    void registerUndo() {
        incident.undos().register(undo(Objects.requireNonNull(previous)));
    }

    private Undos.Undo undo(Release inPlace) {
        Release running = Objects.requireNonNull(current);
        return new Undos.Undo(
                StepId.DEPLOY, "release " + inPlace.name() + " is in place", false, () -> deploy(running));
    }

    private String lookUp() {
        Target target = target();
        var port = incident.ports().quick(ReleaseActivities.class, "Look up releases of " + target.name());
        Release running = port.current(new ReleaseActivities.Query(incident.ref(), target));
        current = running;
        String since = running.deployedAt() == null ? "" : ", live since " + Words.minute(running.deployedAt());
        if (!incident.board().plan().has(StepId.DEPLOY)) {
            return "running " + running.name() + since;
        }
        var undo = incident.request().undo();
        Release before = undo != null && undo.release() != null
                ? undo.release()
                : port.previous(new PreviousQuery(
                        incident.ref(), target, running, incident.request().toRelease()));
        previous = before;
        incident.board().releases(running, before);
        String why = before.note() == null ? "" : ", " + before.note();
        return "running " + running.name() + since + "; going back to " + before.name() + why;
    }

    private String deploy(Release release) {
        Target target = target();
        var command = new ReleaseRollback.Command(
                incident.ref(), target, release, incident.service().taskQueue());
        return Locks.run(
                ReleaseRollback.class,
                "release-" + target.type() + "-" + target.name(),
                "Release " + release.name() + " in place",
                incident.board()::say,
                child -> child.deploy(command));
    }

    private Target target() {
        return Objects.requireNonNull(incident.service().release());
    }
}
