package dev.lastgood.workflows.shadows;

import dev.lastgood.workflows.activities.ShadowActivities;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Looks at what stands ready for a service; changes nothing. */
@WorkflowInterface
public interface ShadowList {
    @WorkflowMethod(name = "ShadowList")
    ShadowActivities.Listed list(ShadowOrder order);
}
