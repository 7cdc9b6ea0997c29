package dev.lastgood.workflows.activities;

import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.model.Target;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Tells people. Never on the critical path. */
@ActivityInterface
public interface MessageActivities {
    @ActivityMethod(name = "SendMessage")
    Sent send(Send send);

    record Send(Target channel, Notice notice) {}

    record Sent(String detail) {}
}
