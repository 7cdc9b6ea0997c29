package dev.lastgood.workflows.deployment;

import dev.lastgood.workflows.decision.Decider;
import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.decision.World;
import dev.lastgood.workflows.deployment.DeploymentWatch.Order;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Cause;
import dev.lastgood.workflows.model.Deployment;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.Option;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.rollback.Rollback;
import dev.lastgood.workflows.support.Failures;
import dev.lastgood.workflows.support.Ports;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What comes of a bad release: it is decided about like an alert, and what was decided is begun. */
final class Consequence {
    private final Order order;
    private final Surroundings surroundings;

    Consequence(Order order, Surroundings surroundings) {
        this.order = order;
        this.surroundings = surroundings;
    }

    /**
     * What was begun.
     *
     * @param rollback its id, where one was started or joined
     */
    record Begun(String words, @Nullable String rollback) {}

    /** @param since when it began to fail */
    Begun of(String why, Instant since) {
        Alert alert = alert(why, since);
        Decision decision = decided(alert);
        RollbackRequest request = request(alert, decision, why);
        return switch (decision.verdict()) {
            case START -> rollBack(request, alert);
            case JOIN -> join(alert, decision);
            case WAIT, ASK, FIX_FORWARD, HELD, IGNORED -> leave(alert, decision);
        };
    }

    private Alert alert(String why, Instant since) {
        Service service = order.service();
        Deployment deployment = order.deployment();
        String summary = deployment.version() + " is worse than it may be: " + why;
        return new Alert(
                Deployment.id(deployment.service() + " " + deployment.version(), deployment.at()),
                true,
                since,
                Map.of(
                        "alertname", "LastgoodDeployment",
                        "service", service.ref().service(),
                        "environment", service.ref().environment(),
                        "severity", severity(service)),
                Map.of("summary", summary, "release", deployment.version()),
                "");
    }

    private static String severity(Service service) {
        return service.deployments() == null ? "" : service.deployments().severity();
    }

    /** Where the world can't be looked at, the rollback itself looks again before it touches anything. */
    private Decision decided(Alert alert) {
        return Decider.decide(alert, order.service().policy(), World.quiet(Rounds.now()));
    }

    private RollbackRequest request(Alert alert, Decision decision, String why) {
        Set<Option> options =
                decision.rule() == null ? Set.of() : decision.rule().options();
        String reason = "deployed " + order.deployment().version() + ", and it is bad: " + why;
        return new RollbackRequest(
                Workflow.randomUUID().toString(),
                order.service(),
                new Cause("deployment watch", reason, alert, decision),
                Mode.ROLL_BACK,
                options,
                null,
                null,
                order.searchAttributes());
    }

    private Begun rollBack(RollbackRequest request, Alert alert) {
        Rollback child = Workflow.newChildWorkflowStub(
                Rollback.class,
                Ports.outliving(
                        order.service().ref().rollbackId(),
                        "Roll back " + order.service().ref() + ": "
                                + order.deployment().version()));
        Async.function(child::run, request);
        try {
            WorkflowExecution begun = Workflow.getWorkflowExecution(child).get();
            var ref = new RollbackRef(order.service().ref(), RollbackRef.keyOf(begun.getRunId()));
            return new Begun("rollback " + ref.id() + " has begun", ref.id());
        } catch (TemporalFailure failure) {
            Failures.rethrowCancellation(failure);
            return join(alert, request.cause().decision());
        }
    }

    /** Whichever runs hears of it; where neither does any more, people do. */
    private Begun join(Alert alert, @Nullable Decision decision) {
        var service = order.service().ref();
        try {
            Workflow.newExternalWorkflowStub(Rollback.class, service.rollbackId())
                    .alert(alert);
            var seen = surroundings.rollback();
            return new Begun("joins the rollback that runs", seen.rollback());
        } catch (TemporalFailure none) {
            Failures.rethrowCancellation(none);
        }
        return leave(alert, decision == null ? decided(alert) : decision);
    }

    private Begun leave(Alert alert, Decision decision) {
        String words = "not rolled back by itself: " + decision.words();
        surroundings.tell(
                order.deployment().version() + " is bad, and is not rolled back by itself",
                alert.summary(),
                List.of(
                        words,
                        "To roll it back: lastgood start "
                                + order.service().ref().service() + " --environment "
                                + order.service().ref().environment() + " --by YOU --reason WHY"));
        return new Begun(words, null);
    }
}
