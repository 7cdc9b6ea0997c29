package dev.lastgood.workflows.shadows;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** What the schedule starts, under an id with the time in it: runs {@link WarmShadow} under its own, where none runs. */
@WorkflowInterface
public interface WarmShadowOnSchedule {
    @WorkflowMethod(name = "WarmShadowOnSchedule")
    ShadowOutcome refresh(ShadowOrder order);
}
