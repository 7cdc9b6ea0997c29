package dev.lastgood.workflows.client;

import dev.lastgood.workflows.client.RollbackProblem.Kind;
import dev.lastgood.workflows.client.Started.Decision;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.rollback.Answer;
import dev.lastgood.workflows.rollback.Choice;
import dev.lastgood.workflows.rollback.Question;
import dev.lastgood.workflows.rollback.Rollback;
import dev.lastgood.workflows.rollback.RollbackStatus;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Starts, joins, answers and cancels rollbacks. Everything but an answer works with no worker up; each call takes a few
 * seconds at most and throws {@link RollbackProblem} with the reason.
 */
public final class RollbackClient {
    private final WorkflowClient client;
    private final RollbackSight sight;
    private final RollbackAnswers answers;
    private final Reach reach;

    public RollbackClient(WorkflowClient client) {
        this.client = client;
        this.sight = new RollbackSight(client);
        this.answers = new RollbackAnswers(client);
        this.reach = new Reach(client);
    }

    /** Starts a person's rollback, joins the one that runs the same plan, or says that another plan runs. */
    public Started start(RollbackRequest request) {
        if (request.mode() == Mode.REOPEN) {
            Started answered = reopenTheRunning(request);
            if (answered != null) {
                return answered;
            }
        }
        Started started = signalWithStart(request, "requested", request);
        Running running = started.running();
        return started.decision() == Decision.DIFFERS
                        && running != null
                        && Running.of(request).widens(running)
                ? widened(request, started)
                : started;
    }

    /** Starts a rollback for an alert, or lets the alert join the one that runs, whatever its plan. */
    public Started alert(RollbackRequest request, Alert alert) {
        Started started = signalWithStart(request, "alert", alert);
        return started.decision() != Decision.DIFFERS
                ? started
                : new Started(
                        Decision.JOINED,
                        started.rollback(),
                        started.runId(),
                        "joins the running rollback",
                        started.running());
    }

    /** Tells the running rollback, if there is one; starts nothing. */
    public boolean tell(ServiceRef service, Alert alert) {
        reach.check();
        return Problems.heard(service, () -> typed(service).alert(alert));
    }

    /** The service's newest rollback that Temporal still knows. */
    public Optional<RollbackView> look(ServiceRef service) {
        reach.check();
        return sight.look(service);
    }

    /** As {@link #look}, without asking a worker: fast, and without its status. */
    public Optional<RollbackView> glance(ServiceRef service) {
        reach.check();
        return sight.glance(service);
    }

    /** Those of the services whose rollback runs now. */
    public List<RollbackView> running(List<ServiceRef> services) {
        return services.stream()
                .flatMap(it -> glance(it).filter(RollbackView::runs).stream())
                .flatMap(it -> look(it.service()).stream())
                .toList();
    }

    /** The service's rollbacks as Temporal's workers still tell them, the newest first. */
    public List<RollbackStatus> past(ServiceRef service) {
        reach.check();
        return sight.past(service);
    }

    /**
     * Answers the open question.
     *
     * @param meant APPROVE, REJECT, or null for the answer's own choice
     */
    public Answer.Decided answer(ServiceRef service, Answer answer, @Nullable Choice meant) {
        Problems.name(answer.person());
        reach.check();
        try {
            return answers.give(service, answer, meant);
        } catch (RuntimeException e) {
            throw ended(service, Problems.of(e, service));
        }
    }

    /** Cancels it: what was changed is undone, and the timeline says who asked. */
    public void cancel(ServiceRef service, @Nullable String person, @Nullable String reason) {
        var cancel = new Rollback.Cancel(Problems.name(person), Problems.text("reason", reason));
        reach.check();
        try {
            typed(service).cancel(cancel);
        } catch (RuntimeException e) {
            throw ended(service, Problems.of(e, service));
        }
    }

    /** Ends the watch of a service that was opened again before its time; returns what was said. */
    public Rollback.WatchEnded endWatch(ServiceRef service, @Nullable String person, @Nullable String reason) {
        var end = new Rollback.EndWatch(Problems.name(person), Problems.text("reason", reason));
        reach.check();
        try {
            return answers.endWatch(service, end);
        } catch (RuntimeException e) {
            throw ended(service, Problems.of(e, service));
        }
    }

    private Started signalWithStart(RollbackRequest request, String signal, Object message) {
        ServiceRef service = request.service().ref();
        reach.check();
        try {
            WorkflowExecution execution = client.newUntypedWorkflowStub("Rollback", StartOptions.of(request))
                    .signalWithStart(signal, new Object[] {message}, new Object[] {request});
            WorkflowExecutionDescription now =
                    client.newUntypedWorkflowStub(execution, Optional.empty()).describe();
            return started(request, execution, Running.of(now));
        } catch (RuntimeException e) {
            throw Problems.of(e, service);
        }
    }

    private static Started started(RollbackRequest request, WorkflowExecution execution, @Nullable Running running) {
        ServiceRef service = request.service().ref();
        Running mine = Running.of(request);
        Decision decision;
        String message;
        if (running != null && running.requestId().equals(request.id())) {
            decision = Decision.STARTED;
            message = "the " + request.mode().words() + " of " + service + " has started";
        } else if (running != null && running.samePlanAs(mine)) {
            decision = Decision.JOINED;
            message = "a rollback of " + service + " with the same plan runs already, started by " + running.by();
        } else {
            decision = Decision.DIFFERS;
            message = "a rollback of " + service + " with another plan runs: "
                    + (running == null
                            ? "it was started by other means"
                            : running.words() + ", started by " + running.by() + " (" + running.reason() + ")")
                    + ". What you asked for (" + mine.words() + ") is not being done";
        }
        return new Started(decision, execution.getWorkflowId(), execution.getRunId(), message, running);
    }

    /** More of what runs is taken on while nothing was changed; a worker has to say so. */
    private Started widened(RollbackRequest request, Started differs) {
        try {
            String plan = answers.widen(request);
            return new Started(
                    Decision.WIDENED,
                    differs.rollback(),
                    differs.runId(),
                    "the running rollback of " + request.service().ref() + " takes it on. " + plan,
                    Running.of(request));
        } catch (RollbackProblem refused) {
            return new Started(
                    Decision.DIFFERS,
                    differs.rollback(),
                    differs.runId(),
                    differs.message() + " (" + refused.getMessage() + ")",
                    differs.running());
        }
    }

    /** Reopening is an answer where a rollback runs, and a rollback of its own where none does. */
    private @Nullable Started reopenTheRunning(RollbackRequest request) {
        ServiceRef service = request.service().ref();
        RollbackView view = look(service).filter(RollbackView::runs).orElse(null);
        if (view == null || (view.running() != null && view.running().mode() == Mode.REOPEN)) {
            return null;
        }
        Question question = view.status() == null ? null : view.status().question();
        if (question == null || !question.choices().contains(Choice.REOPEN)) {
            throw new RollbackProblem(
                    Kind.CONFLICT,
                    "a rollback of " + service + " runs and has not asked whether to reopen: "
                            + view.note().replaceFirst("\\.$", "")
                            + ". It reopens by itself once the service is well; cancel it to have it undone");
        }
        Answer.Decided decided = answer(
                service,
                new Answer(
                        question.id(),
                        Choice.REOPEN,
                        request.cause().by(),
                        request.cause().reason()),
                null);
        return new Started(Decision.ANSWERED, service.rollbackId(), "", decided.text(), view.running());
    }

    /** Where it is not running any more, says how it ended. */
    private RollbackProblem ended(ServiceRef service, RollbackProblem problem) {
        if (problem.kind() != Kind.NOT_FOUND) {
            return problem;
        }
        return look(service)
                .map(view -> new RollbackProblem(
                        Kind.CONFLICT, "the rollback of " + service + " is not running any more: " + view.note()))
                .orElse(problem);
    }

    private Rollback typed(ServiceRef service) {
        return client.newWorkflowStub(Rollback.class, service.rollbackId());
    }
}
