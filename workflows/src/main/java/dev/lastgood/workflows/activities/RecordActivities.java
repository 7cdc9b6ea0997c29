package dev.lastgood.workflows.activities;

import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.rollback.RollbackStatus;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Keeps what was decided and done, longer than Temporal does. */
@ActivityInterface
public interface RecordActivities {

    /** Writes or overwrites this rollback's row in the history, with its plan. */
    @ActivityMethod(name = "RecordRollback")
    Recorded record(Entry entry);

    /** Writes the report (Markdown) as an artifact; written again with more in it when called again. */
    @ActivityMethod(name = "WriteReport")
    Artifact report(Entry entry);

    record Entry(RollbackRequest request, RollbackStatus status) {}

    record Recorded(String id) {}
}
