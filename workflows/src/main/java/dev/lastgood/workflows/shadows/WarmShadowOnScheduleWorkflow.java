package dev.lastgood.workflows.shadows;

import dev.lastgood.workflows.support.Ports;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Workflow;

/** {@inheritDoc} */
public final class WarmShadowOnScheduleWorkflow implements WarmShadowOnSchedule {
    @Override
    public ShadowOutcome refresh(ShadowOrder order) {
        var ref = order.service().ref();
        var child = Workflow.newChildWorkflowStub(
                WarmShadow.class, Ports.child(WarmShadow.id(ref), "Warm shadow of " + ref));
        try {
            return child.refresh(order);
        } catch (ChildWorkflowFailure failure) {
            if (failure.getCause() instanceof WorkflowExecutionAlreadyStarted) {
                return new ShadowOutcome(false, "one is being made already", null);
            }
            throw failure;
        }
    }
}
