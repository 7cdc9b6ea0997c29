package dev.lastgood.workflows.activities;

import dev.lastgood.workflows.model.Diagnosis;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Service;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/** Looks around when a step has failed, for some ten seconds at most. Nothing that it can't see makes it fail. */
@ActivityInterface
public interface DiagnosisActivities {
    @ActivityMethod(name = "Diagnose")
    Diagnosis diagnose(Query query);

    /**
     * @param step what failed, as its artifact is named after: a step's key
     * @param failure why it failed, with the last lines of the command, where one failed
     */
    record Query(
            RollbackRef rollback,
            Service service,
            String step,
            @Nullable String failure) {}
}
