package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.activities.DatabaseActivities;
import dev.lastgood.workflows.activities.DatabaseActivities.Compare;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.restore.PrepareRestore.Prepared;
import dev.lastgood.workflows.support.Failures;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * What a swap has given up, counted to the row on the displaced database, which nobody writes to any more. It runs beside
 * everything else and holds nothing up.
 */
final class GivenUp {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Incident incident;
    private final Database database;
    private final Prepared swapped;
    private final Comparison approved;
    private final CancellationScope scope = Workflow.newDetachedCancellationScope(this::start);
    private Promise<Void> measured = Workflow.newPromise((Void) null);

    GivenUp(Incident incident, Database database, Prepared swapped, Comparison approved) {
        this.incident = incident;
        this.database = database;
        this.swapped = swapped;
        this.approved = approved;
    }

    void measure() {
        scope.run();
    }

    /** Ends it: the database is to be swapped back, and must have no sessions. */
    void stop() {
        if (!measured.isCompleted()) {
            scope.cancel();
            measured.get();
        }
    }

    /** Waits for it, and not for long. */
    void settle() {
        Timers.await(PATIENCE, "Counting what was given up", measured::isCompleted);
        stop();
    }

    private void start() {
        measured = Async.procedure(this::compare);
    }

    private void compare() {
        try {
            Comparison exact = incident.ports()
                    .lasting(DatabaseActivities.class, "Count what was given up")
                    .compare(Compare.exactly(
                            incident.ref(),
                            database,
                            swapped.shadow(),
                            swapped.choice().backup()));
            incident.board().comparison(exact);
            incident.board()
                    .say(
                            StepId.SWAP,
                            null,
                            "Given up, counted on the displaced database: " + Words.givenUp(exact) + " (approved: "
                                    + Words.givenUp(approved) + ")");
        } catch (TemporalFailure failure) {
            incident.board()
                    .say(
                            StepId.SWAP,
                            null,
                            "What was given up was not counted again after the swap: " + Failures.reason(failure));
        }
    }
}
