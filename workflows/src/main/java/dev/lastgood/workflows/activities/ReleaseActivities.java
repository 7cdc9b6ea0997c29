package dev.lastgood.workflows.activities;

import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Target;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/** The one port to every platform that runs releases. */
@ActivityInterface
public interface ReleaseActivities {

    /** What runs now, and since when. */
    @ActivityMethod(name = "CurrentRelease")
    Release current(Query query);

    /**
     * The release to go back to: the named one, else the newest that is marked good and older than {@code current}, else the one
     * before it that is not known to be bad. Fails when there is none.
     */
    @ActivityMethod(name = "PreviousRelease")
    Release previous(PreviousQuery query);

    /** Puts a release in place without starting it. Left alone when it is there already. */
    @ActivityMethod(name = "DeployRelease")
    Done deploy(Deploy deploy);

    /** Stops the application and proves it: its health URL refuses or answers 503. */
    @ActivityMethod(name = "StopApplication")
    Done stop(Query query);

    /** Starts the application and waits until its health URL answers. */
    @ActivityMethod(name = "StartApplication")
    Done start(Query query);

    record Query(RollbackRef rollback, Target target) {}

    /** @param requested a release that a person named */
    record PreviousQuery(
            RollbackRef rollback,
            Target target,
            Release current,
            @Nullable String requested) {}

    record Deploy(RollbackRef rollback, Target target, Release release) {}

    /** @param detail what was done or found, as a sentence for the timeline */
    record Done(String detail) {}
}
