package dev.lastgood.workflows.deployment;

import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.deployment.DeploymentWatch.Order;
import dev.lastgood.workflows.hold.SecondLook;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Cause;
import dev.lastgood.workflows.model.Deployment;
import dev.lastgood.workflows.model.Deployments;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.noted.NoteDecision;
import dev.lastgood.workflows.noted.Noted;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.Option;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.triage.Launch;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What comes of a bad release: it is decided about like an alert, and what was decided is begun. */
final class Consequence {
    private final Order order;
    private final Service service;

    Consequence(Order order) {
        this.order = order;
        this.service = order.service();
    }

    /**
     * What was begun.
     *
     * @param rollback its id, where one was started
     */
    record Begun(String words, @Nullable String rollback) {}

    /**
     * @param since when it began to fail
     * @param runs what the platform says runs, where that is what was told of
     */
    Begun of(String why, Instant since, @Nullable Release runs) {
        Alert alert = alert(why, since, runs);
        Decision decision = new SecondLook(service, order.deployment().ref()).ask(alert);
        RollbackRequest request = request(alert, decision, why);
        Begun begun = switch (decision.verdict()) {
            case START, JOIN -> rollBack(request);
            case WAIT, ASK, FIX_FORWARD -> triage(request, decision);
            case HELD, IGNORED -> null;
        };
        return begun == null ? leave(alert, decision) : begun;
    }

    /** Names the release, so that times need not suggest whether it is the cause. */
    private Alert alert(String why, Instant since, @Nullable Release runs) {
        Deployment deployment = order.deployment();
        Deployments how = service.deployments();
        return new Alert(
                Deployment.id(service.ref().service() + " " + deployment.version(), deployment.at()),
                true,
                since,
                Map.of(
                        "alertname",
                        "LastgoodDeployment",
                        "service",
                        service.ref().service(),
                        "environment",
                        service.ref().environment(),
                        "severity",
                        how == null ? Deployments.SEVERITY : how.severity()),
                Map.of(
                        "summary",
                        deployment.version() + " is bad: " + why,
                        "lastgood_release",
                        runs == null ? deployment.version() : runs.id()),
                "");
    }

    private RollbackRequest request(Alert alert, Decision decision, String why) {
        Set<Option> options =
                decision.rule() == null ? Set.of() : decision.rule().options();
        String reason = "deployed " + order.deployment().version() + ", and it is bad: " + why;
        return new RollbackRequest(
                Workflow.randomUUID().toString(),
                service,
                new Cause("the watch of the deployment", reason, alert, decision),
                Mode.ROLL_BACK,
                options,
                null,
                null,
                order.searchAttributes());
    }

    private @Nullable Begun rollBack(RollbackRequest request) {
        Launch.Launched rollback = Launch.rollback(request);
        if (rollback == null) {
            return null;
        }
        if (rollback.run() == null) {
            return new Begun("it joins the rollback that runs", null);
        }
        String id = new RollbackRef(service.ref(), RollbackRef.keyOf(rollback.run())).id();
        return new Begun("rollback " + id + " has begun", id);
    }

    private @Nullable Begun triage(RollbackRequest request, Decision decision) {
        Launch.Launched triage = Launch.triage(request, decision);
        if (triage == null) {
            return null;
        }
        String words = triage.started()
                ? decision.words() + "; people decide: lastgood triage "
                        + service.ref().service()
                : "it joins what is being decided about " + service.ref();
        return new Begun(words, null);
    }

    private Begun leave(Alert alert, Decision decision) {
        String words = "not rolled back by itself: " + decision.words();
        NoteDecision.beside(new Noted(alert, service.ref(), decision, service.channels(), true, null, words, null), "")
                .get();
        return new Begun(words, null);
    }
}
