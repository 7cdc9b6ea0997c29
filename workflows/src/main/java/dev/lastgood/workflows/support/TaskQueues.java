package dev.lastgood.workflows.support;

/** Where work is picked up. */
public final class TaskQueues {
    /** Workflows run here, and the activities of services that name no queue of their own. */
    public static final String COMMON = "lastgood";

    private TaskQueues() {}
}
