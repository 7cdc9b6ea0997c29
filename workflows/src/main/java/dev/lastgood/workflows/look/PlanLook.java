package dev.lastgood.workflows.look;

import dev.lastgood.workflows.plan.PlanView;
import dev.lastgood.workflows.plan.RollbackRequest;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Plans a rollback and looks at what it would meet, within some 15 seconds. Changes nothing. */
@WorkflowInterface
public interface PlanLook {
    @WorkflowMethod(name = "PlanLook")
    PlanView look(RollbackRequest request);

    static String id(RollbackRequest request) {
        return "plan-" + request.service().ref().environment() + "-"
                + request.service().ref().service() + "-" + request.id();
    }
}
