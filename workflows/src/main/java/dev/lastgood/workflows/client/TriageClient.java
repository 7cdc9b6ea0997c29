package dev.lastgood.workflows.client;

import dev.lastgood.workflows.client.RollbackProblem.Kind;
import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.rollback.Rollback.Cancel;
import dev.lastgood.workflows.rollback.Words;
import dev.lastgood.workflows.triage.Triage;
import dev.lastgood.workflows.triage.TriageStatus;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Begins, joins, answers and ends triages. Everything but an answer works with no worker up; each call takes a few seconds
 * at most and throws {@link RollbackProblem} with the reason.
 */
public final class TriageClient {
    private static final Duration SOON = Duration.ofMillis(500);

    private final WorkflowClient client;
    private final Updates updates;
    private final Reach reach;

    public TriageClient(WorkflowClient client) {
        this.client = client;
        this.updates = new Updates(client, "the answer", "the triage");
        this.reach = new Reach(client);
    }

    /**
     * Begins a triage, or lets the alert join the one that runs.
     *
     * @param request what is started if it comes to a rollback; its cause has the alert and the decision
     */
    public Triaged triage(RollbackRequest request, Alert alert, Decision decision) {
        ServiceRef service = request.service().ref();
        reach.check();
        try {
            WorkflowExecution execution = client.newUntypedWorkflowStub(
                            "Triage", StartOptions.triage(request, decision))
                    .signalWithStart("alert", new Object[] {alert}, new Object[] {new Triage.Order(request, decision)});
            boolean mine = request.id()
                    .equals(client.newUntypedWorkflowStub(execution, Optional.empty())
                            .describe()
                            .getMemo("requestId", String.class));
            return new Triaged(
                    mine,
                    execution.getWorkflowId(),
                    mine
                            ? Words.of(decision.verdict()) + ": " + decision.words()
                            : "joins what is being decided about " + service);
        } catch (RuntimeException e) {
            throw Problems.of(e, service);
        }
    }

    /** Tells the running triage, if there is one; starts nothing. */
    public boolean tell(ServiceRef service, Alert alert) {
        reach.check();
        return Problems.heard(service, () -> stub(service).signal("alert", alert));
    }

    /** How the newest ended; empty while one runs, and where none was or it did not end by itself. */
    public Optional<TriageStatus.Outcome> ended(ServiceRef service) {
        reach.check();
        return Problems.found(service, () -> result(service)).flatMap(Function.identity());
    }

    private Optional<TriageStatus.Outcome> result(ServiceRef service) {
        try {
            return Optional.of(
                    stub(service).getResult(SOON.toMillis(), TimeUnit.MILLISECONDS, TriageStatus.Outcome.class));
        } catch (TimeoutException | WorkflowFailedException runsOrWasEndedFromOutside) {
            return Optional.empty();
        }
    }

    /** Whether one runs. */
    public boolean runs(ServiceRef service) {
        reach.check();
        return describe(service).filter(TriageClient::runs).isPresent();
    }

    /** The newest that Temporal still knows. */
    public Optional<TriageView> look(ServiceRef service) {
        reach.check();
        return describe(service).map(now -> view(service, now));
    }

    /** Those of the services whose triage runs now. */
    public List<TriageView> running(List<ServiceRef> services) {
        reach.check();
        return services.stream()
                .flatMap(it -> describe(it).filter(TriageClient::runs).map(now -> view(it, now)).stream())
                .toList();
    }

    public Triage.Taken answer(ServiceRef service, Triage.Reply reply) {
        Problems.name(reply.person());
        reach.check();
        try {
            return updates.send(service.triageId(), "answer", Triage.Taken.class, reply);
        } catch (RuntimeException e) {
            throw ended(service, e);
        }
    }

    /** Ends it; nothing is rolled back. */
    public void cancel(ServiceRef service, @Nullable String person, @Nullable String reason) {
        var cancel = new Cancel(Problems.name(person), Problems.text("reason", reason));
        reach.check();
        try {
            stub(service).signal("cancel", cancel);
        } catch (RuntimeException e) {
            throw ended(service, e);
        }
    }

    private RollbackProblem ended(ServiceRef service, RuntimeException failure) {
        RollbackProblem problem = Problems.of(failure, service);
        if (problem.kind() != Kind.NOT_FOUND) {
            return problem;
        }
        return describe(service)
                .map(now -> new RollbackProblem(
                        Kind.CONFLICT,
                        "nothing is being decided about " + service + " any more: "
                                + view(service, now).note()))
                .orElseGet(() -> new RollbackProblem(
                        Kind.NOT_FOUND,
                        "nothing is being decided about " + service + ": no alert waits for a decision"));
    }

    private Optional<WorkflowExecutionDescription> describe(ServiceRef service) {
        return Problems.found(service, () -> stub(service).describe());
    }

    private TriageView view(ServiceRef service, WorkflowExecutionDescription now) {
        boolean runs = runs(now);
        TriageStatus status = query(now.getExecution());
        return new TriageView(
                service, runs, note(runs, now, status), now.getStartTime(), runs ? null : now.getCloseTime(), status);
    }

    private static String note(boolean runs, WorkflowExecutionDescription now, @Nullable TriageStatus status) {
        if (status != null && status.outcome() != null) {
            return Words.of(status.outcome().kind()) + ": " + status.outcome().summary();
        }
        if (!runs) {
            return "ended (" + Words.of(now.getStatus()).replace("workflow execution status ", "") + ")";
        }
        if (status == null) {
            return "being decided; no worker answers, so how far it is can't be said";
        }
        var question = status.question();
        return question == null ? "being decided" : question.text();
    }

    private @Nullable TriageStatus query(WorkflowExecution execution) {
        try {
            return client.newUntypedWorkflowStub(execution, Optional.empty()).query("status", TriageStatus.class);
        } catch (RuntimeException noWorkerOrOneThatFails) {
            return null;
        }
    }

    private static boolean runs(WorkflowExecutionDescription now) {
        return now.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    }

    private WorkflowStub stub(ServiceRef service) {
        return client.newUntypedWorkflowStub(service.triageId());
    }
}
