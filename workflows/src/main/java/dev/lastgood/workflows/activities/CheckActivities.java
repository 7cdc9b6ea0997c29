package dev.lastgood.workflows.activities;

import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.RollbackRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Asks one check once. A check that can't be asked is unknown, not an error. */
@ActivityInterface
public interface CheckActivities {
    @ActivityMethod(name = "RunCheck")
    CheckResult run(Run run);

    record Run(RollbackRef rollback, Check check) {}
}
