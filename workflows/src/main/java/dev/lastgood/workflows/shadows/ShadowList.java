package dev.lastgood.workflows.shadows;

import dev.lastgood.workflows.model.ReadyShadow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** Looks at what stands ready for a service; changes nothing. */
@WorkflowInterface
public interface ShadowList {
    @WorkflowMethod(name = "ShadowList")
    List<ReadyShadow> list(ShadowOrder order);
}
