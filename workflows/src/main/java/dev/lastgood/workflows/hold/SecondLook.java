package dev.lastgood.workflows.hold;

import dev.lastgood.workflows.activities.DecisionActivities;
import dev.lastgood.workflows.activities.DecisionActivities.Looked;
import dev.lastgood.workflows.decision.Decider;
import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.decision.Hold;
import dev.lastgood.workflows.decision.World;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.support.Failures;
import dev.lastgood.workflows.support.Ports;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;

/**
 * Asked just before a rollback that no person wanted touches something: is it still right, in the light of what runs, of what was
 * rolled back lately, of what holds? Pulls the brake when too many services want to go back at once.
 */
public final class SecondLook {
    private final Service service;
    private final RollbackRef ref;

    public SecondLook(Service service, RollbackRef ref) {
        this.service = service;
        this.ref = ref;
    }

    /** Takes some seconds at most; where nothing can be looked at, that is what the decision is made in the light of. */
    public Decision ask(Alert alert) {
        try {
            Looked looked = new Ports(service.taskQueue())
                    .glance(DecisionActivities.class, "Look before rolling back " + service.ref())
                    .look(new DecisionActivities.Look(ref, service, alert));
            if (looked.decision().pullsBrake()) {
                pullTheBrake(looked.world().wanting());
            }
            return looked.decision();
        } catch (TemporalFailure failure) {
            Failures.rethrowCancellation(failure);
            return inTheDark(alert, Failures.brief(failure));
        }
    }

    private Decision inTheDark(Alert alert, String why) {
        World world = new World(
                now(), false, false, null, new World.Newest(null, "could not be looked at: " + why), List.of(), 1);
        // Kept in the history: a later version may decide otherwise.
        return Workflow.sideEffect(Decision.class, () -> Decider.decide(alert, service.policy(), world));
    }

    private void pullTheBrake(int wanting) {
        var brake = service.policy().brake();
        var hold = new Hold(
                Hold.Kind.BRAKE,
                KeepHold.ALL,
                "lastgood",
                wanting + " services wanted to be rolled back by themselves within "
                        + brake.within().toMinutes() + " minutes, more than " + brake.services()
                        + ": it is then something they share (the network, a database, Prometheus)",
                now(),
                null);
        var order = new KeepHold.Order(hold, false, "lastgood", service.channels());
        var options = ChildWorkflowOptions.newBuilder(Ports.outliving(KeepHold.BRAKE_ID, "The brake is pulled"))
                .setMemo(order.memo())
                .build();
        KeepHold child = Workflow.newChildWorkflowStub(KeepHold.class, options);
        Async.function(child::keep, order);
        try {
            Workflow.getWorkflowExecution(child).get();
        } catch (TemporalFailure pulledAlready) {
            Failures.rethrowCancellation(pulledAlready);
        }
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }
}
