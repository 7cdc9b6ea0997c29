package dev.lastgood.workflows.activities;

import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.decision.World;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/** What a decision is made in the light of, and its record. */
@ActivityInterface
public interface DecisionActivities {

    /**
     * Looks at the world just before an automatic rollback would touch something, puts on record that this service wants to be
     * rolled back, and decides. Takes some 3 seconds at most: what does not answer by then is unknown, and said so.
     */
    @ActivityMethod(name = "LookBeforeRollback")
    Looked look(Look look);

    /** Puts a decision on record; of the same event, service and verdict there is one row, written over. */
    @ActivityMethod(name = "RecordDecision")
    Recorded record(Entry entry);

    record Look(RollbackRef rollback, Service service, Alert alert) {}

    record Looked(World world, Decision decision) {}

    /**
     * @param service null where no service takes the alert
     * @param rollback the rollback that came of it
     * @param outcome what came of it, as a sentence
     * @param by the person whose word it was
     */
    record Entry(
            Alert alert,
            @Nullable ServiceRef service,
            Decision decision,
            @Nullable String rollback,
            @Nullable String outcome,
            @Nullable String by) {}

    record Recorded(String id) {}
}
