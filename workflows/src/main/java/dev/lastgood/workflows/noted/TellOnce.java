package dev.lastgood.workflows.noted;

import dev.lastgood.workflows.model.Channel;
import dev.lastgood.workflows.model.Notice;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;

/** Tells people one thing, and is then there for a while under its id, so that the like is not told again meanwhile. */
@WorkflowInterface
public interface TellOnce {
    @WorkflowMethod(name = "TellOnce")
    String tell(Order order);

    record Order(List<Channel> channels, Notice notice, Duration quiet) {}
}
