package dev.lastgood.workflows.activities;

import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.plan.StepId;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks where a person would look first when a step has failed. Changes nothing; what can't be looked at is said, and is no error. */
@ActivityInterface
public interface DiagnosisActivities {

    /** Answers within some 10 s, with what was found until then. */
    @ActivityMethod(name = "Diagnose")
    Diagnosis diagnose(Query query);

    /**
     * @param step which step failed, if one did
     * @param failure what it said, without secrets
     */
    record Query(
            RollbackRef rollback,
            Service service,
            @Nullable StepId step,
            @Nullable String failure) {}

    /**
     * @param lines at most 6, the most telling first, short enough to read on a phone
     * @param artifact all that was found, where there is a place to keep it
     */
    record Diagnosis(List<String> lines, @Nullable Artifact artifact) {
        public Diagnosis {
            lines = List.copyOf(lines);
        }
    }
}
