package dev.lastgood.workflows.shadows;

import dev.lastgood.workflows.model.ServiceRef;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A copy of the live database beside it, made before a deploy, so that taking that deploy back is a swap. */
@WorkflowInterface
public interface RestorePoint {
    @WorkflowMethod(name = "RestorePoint")
    ShadowOutcome make(ShadowOrder order);

    /** The id that makes it the only one of its service. */
    static String id(ServiceRef service) {
        return "restore-point-" + service.environment() + "-" + service.service();
    }
}
