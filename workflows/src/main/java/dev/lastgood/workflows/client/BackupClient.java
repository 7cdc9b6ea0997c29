package dev.lastgood.workflows.client;

import dev.lastgood.workflows.backup.BackupDatabase;
import dev.lastgood.workflows.client.BackupView.State;
import dev.lastgood.workflows.client.RollbackProblem.Kind;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.support.Failures;
import dev.lastgood.workflows.support.TaskQueues;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.DataConverter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks for backups and looks at them; each call takes a few seconds at most and throws {@link RollbackProblem}. */
public final class BackupClient {
    private static final long PATIENCE_SECONDS = 3;

    private final WorkflowClient client;
    private final Reach reach;

    public BackupClient(WorkflowClient client) {
        this.client = client;
        this.reach = new Reach(client);
    }

    /** Starts one, or joins the one that runs. */
    public BackupView start(Service service, @Nullable String by) {
        String person = Problems.name(by);
        Database database = service.database();
        if (database == null) {
            throw new RollbackProblem(Kind.BAD_REQUEST, service.ref() + " has no database in the catalog");
        }
        reach.check();
        try {
            WorkflowOptions options = WorkflowOptions.newBuilder()
                    .setWorkflowId(BackupDatabase.id(service.ref()))
                    .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                    .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                    .setTaskQueue(TaskQueues.COMMON)
                    .setStaticSummary("Back up " + database.name() + " for " + person)
                    .build();
            WorkflowClient.start(
                    client.newWorkflowStub(BackupDatabase.class, options)::backup,
                    new BackupDatabase.Order(service.ref(), database, person, service.taskQueue()));
        } catch (RuntimeException e) {
            throw Problems.of(e, service.ref());
        }
        return look(service.ref())
                .orElseThrow(() -> new RollbackProblem(Kind.UNREACHABLE, "the backup was started and can't be found"));
    }

    /** The newest that Temporal still knows. */
    public Optional<BackupView> look(ServiceRef service) {
        reach.check();
        return Problems.found(
                service,
                () -> view(
                        service,
                        client.newUntypedWorkflowStub(BackupDatabase.id(service))
                                .describe()));
    }

    private BackupView view(ServiceRef service, WorkflowExecutionDescription now) {
        BackupDatabase.Result result = null;
        State state;
        String note;
        String progress = "";
        switch (now.getStatus()) {
            case WORKFLOW_EXECUTION_STATUS_RUNNING, WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW -> {
                state = State.RUNNING;
                progress = progress(now);
                note = progress.isEmpty() ? "begun; no worker has said yet how far it is" : progress;
            }
            case WORKFLOW_EXECUTION_STATUS_COMPLETED -> {
                state = State.DONE;
                result = result(now);
                note = result == null ? "done" : result.summary();
            }
            case WORKFLOW_EXECUTION_STATUS_CANCELED -> {
                state = State.FAILED;
                note = "cancelled; what was half made is dropped by the next backup";
            }
            default -> {
                state = State.FAILED;
                note = "no backup was made: " + why(now);
            }
        }
        return new BackupView(
                service,
                state,
                note,
                progress,
                now.getStartTime(),
                state == State.RUNNING ? null : now.getCloseTime(),
                result);
    }

    /** What its activity's last heartbeat said, or why it is tried again. */
    private String progress(WorkflowExecutionDescription now) {
        DataConverter converter = client.getOptions().getDataConverter();
        for (PendingActivityInfo activity : now.getRawDescription().getPendingActivitiesList()) {
            String said = activity.hasHeartbeatDetails()
                    ? converter.fromPayloads(0, Optional.of(activity.getHeartbeatDetails()), String.class, String.class)
                    : "";
            String failed = activity.hasLastFailure()
                    ? "try " + activity.getAttempt() + " (before: "
                            + activity.getLastFailure().getMessage() + ")"
                    : "";
            return String.join(" ", said == null ? "" : said, failed).strip();
        }
        return "";
    }

    private BackupDatabase.@Nullable Result result(WorkflowExecutionDescription now) {
        try {
            return stub(now).getResult(PATIENCE_SECONDS, TimeUnit.SECONDS, BackupDatabase.Result.class);
        } catch (TimeoutException | WorkflowException e) {
            return null;
        }
    }

    private String why(WorkflowExecutionDescription now) {
        try {
            stub(now).getResult(PATIENCE_SECONDS, TimeUnit.SECONDS, BackupDatabase.Result.class);
            return "";
        } catch (TimeoutException e) {
            return "Temporal does not say why";
        } catch (WorkflowException e) {
            return e.getCause() == null ? "it was terminated" : Failures.reason(e.getCause());
        }
    }

    private WorkflowStub stub(WorkflowExecutionDescription now) {
        return client.newUntypedWorkflowStub(now.getExecution(), Optional.empty());
    }
}
