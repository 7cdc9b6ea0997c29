package dev.lastgood.workflows.support;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Every timeout, retry and heartbeat in one place. Retries are bounded by time, not by attempts. Cancelling waits until the
 * activity has really ended: an undo must not begin while a restore still writes.
 */
public final class Ports {
    private static final RetryOptions RETRY = RetryOptions.newBuilder()
            .setInitialInterval(Duration.ofSeconds(1))
            .setBackoffCoefficient(1.6)
            .setMaximumInterval(Duration.ofSeconds(15))
            // Faults of a program, which no waiting mends: a person is asked at once.
            .setDoNotRetry(
                    NullPointerException.class.getName(),
                    IllegalArgumentException.class.getName(),
                    ClassCastException.class.getName(),
                    UnsupportedOperationException.class.getName())
            .build();

    private final @Nullable String taskQueue;

    public Ports(@Nullable String taskQueue) {
        this.taskQueue = taskQueue;
    }

    /** A call that answers within seconds: a kill switch, a look. Tried for two minutes. */
    public <T> T quick(Class<T> port, String summary) {
        return stub(port, summary, Duration.ofSeconds(20), Duration.ofMinutes(2), null);
    }

    /** Something that runs for minutes and heartbeats. */
    public <T> T lasting(Class<T> port, String summary) {
        return stub(port, summary, Duration.ofMinutes(55), Duration.ofHours(1), Duration.ofSeconds(10));
    }

    /** Telling people: tried for half a minute, then reported as not delivered. */
    public <T> T soft(Class<T> port, String summary) {
        return stub(port, summary, Duration.ofSeconds(10), Duration.ofSeconds(30), null);
    }

    /** A look that helps and that nothing depends on: asked once, and given up when it takes longer than this. */
    public <T> T glance(Class<T> port, String summary, Duration within) {
        var options = options(summary, within, within)
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                .setCancellationType(ActivityCancellationType.TRY_CANCEL);
        return Workflow.newActivityStub(port, options.build());
    }

    /** A look that something urgent waits for: what is not known within seconds is not known. */
    public <T> T glance(Class<T> port, String summary) {
        return stub(port, summary, Duration.ofSeconds(4), Duration.ofSeconds(8), null);
    }

    private <T> T stub(Class<T> port, String summary, Duration once, Duration all, @Nullable Duration heartbeat) {
        var options = options(summary, once, all);
        if (heartbeat != null) {
            options.setHeartbeatTimeout(heartbeat);
        }
        return Workflow.newActivityStub(port, options.build());
    }

    private ActivityOptions.Builder options(String summary, Duration once, Duration all) {
        var options = ActivityOptions.newBuilder()
                .setStartToCloseTimeout(once)
                .setScheduleToCloseTimeout(all)
                .setRetryOptions(RETRY)
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .setSummary(summary);
        if (taskQueue != null) {
            options.setTaskQueue(taskQueue);
        }
        return options;
    }

    /** A child that is cancelled, not terminated, when its parent goes. */
    public static ChildWorkflowOptions child(String id, String summary) {
        return ChildWorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
                .setCancellationType(io.temporal.workflow.ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
                .setStaticSummary(summary)
                .build();
    }

    /** A child that goes on when its parent has ended or is cancelled. */
    public static ChildWorkflowOptions outliving(String id, String summary) {
        return ChildWorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                .setCancellationType(io.temporal.workflow.ChildWorkflowCancellationType.ABANDON)
                .setStaticSummary(summary)
                .build();
    }
}
