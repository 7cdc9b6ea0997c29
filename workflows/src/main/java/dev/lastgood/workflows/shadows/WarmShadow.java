package dev.lastgood.workflows.shadows;

import dev.lastgood.workflows.model.ServiceRef;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * The restore test that leaves its database in place: the newest good backup is restored beside live and compared, and stays,
 * so that in an incident only the question and the swap are left.
 */
@WorkflowInterface
public interface WarmShadow {
    @WorkflowMethod(name = "WarmShadow")
    ShadowOutcome refresh(ShadowOrder order);

    /** The id that makes it the only one of its service, and the id of the schedule. */
    static String id(ServiceRef service) {
        return "warm-shadow-" + service.environment() + "-" + service.service();
    }
}
