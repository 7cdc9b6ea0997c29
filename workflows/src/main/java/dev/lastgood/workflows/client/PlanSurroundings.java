package dev.lastgood.workflows.client;

import dev.lastgood.workflows.decision.Decider;
import dev.lastgood.workflows.decision.Hold;
import dev.lastgood.workflows.decision.Spoken;
import dev.lastgood.workflows.decision.World;
import dev.lastgood.workflows.deployment.DeploymentStatus;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.PlanView;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.rollback.Words;
import dev.lastgood.workflows.triage.TriageStatus;
import io.temporal.client.WorkflowClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of Lastgood itself is around a planned rollback: what runs, is being decided, is watched, and holds. */
final class PlanSurroundings {
    private final RollbackClient rollbacks;
    private final TriageClient triages;
    private final DeploymentClient deployments;
    private final WorldSight worlds;

    PlanSurroundings(WorkflowClient client) {
        this.rollbacks = new RollbackClient(client);
        this.triages = new TriageClient(client);
        this.deployments = new DeploymentClient(client);
        this.worlds = new WorldSight(rollbacks, triages, new HoldClient(client));
    }

    /** @param workerAnswers else nobody is asked how far a triage or a watch is, which takes its time */
    PlanView around(PlanView seen, RollbackRequest request, List<Hold> freezes, boolean workerAnswers) {
        ServiceRef service = request.service().ref();
        World world = worlds.of(service, Instant.now(), freezes);
        List<String> inTheWay = new ArrayList<>(seen.inTheWay());
        List<String> found = new ArrayList<>(seen.found());
        if (world.rollbackRuns()) {
            rollbacks.glance(service).map(it -> running(it, request)).ifPresent(inTheWay::add);
        }
        if (workerAnswers) {
            triages.look(service)
                    .filter(TriageView::runs)
                    .map(PlanSurroundings::deciding)
                    .ifPresent(found::add);
            deployments.recent(service).stream()
                    .filter(it -> it.verdict() == null)
                    .map(PlanSurroundings::watched)
                    .forEach(found::add);
        }
        // Alerts start nothing else.
        List<Spoken> ofAlerts = request.mode() == Mode.ROLL_BACK
                ? Decider.against(request.service().policy(), world)
                : List.of();
        return new PlanView(
                seen.plan(),
                seen.lookedAt(),
                seen.from(),
                seen.to(),
                seen.backup(),
                List.copyOf(inTheWay),
                List.copyOf(found),
                seen.checks(),
                seen.notLookedAt(),
                ofAlerts);
    }

    private static String running(RollbackView view, RollbackRequest request) {
        Running other = view.running();
        return "a rollback of " + view.service() + " runs since " + Words.minute(view.startedAt())
                + (other == null ? ", started by other means" : ": " + other.words() + ", started by " + other.by())
                + "; yours " + yours(other, Running.of(request))
                + ". 'lastgood status " + view.service().service() + "' shows it";
    }

    private static String yours(@Nullable Running other, Running mine) {
        if (other != null && mine.samePlanAs(other)) {
            return "would join it, as it asks for the same";
        }
        return other != null && mine.widens(other)
                ? "asks for more, which it takes on as long as it has changed nothing"
                : "asks for something else, and would be refused";
    }

    private static String deciding(TriageView view) {
        TriageStatus.Question question =
                view.status() == null ? null : view.status().question();
        return "an alert is being decided about since " + Words.minute(view.startedAt()) + ": " + view.note()
                + (question == null
                        ? ""
                        : "; at " + Words.minute(question.answerBy()) + ", without an answer, " + question.ifNoAnswer())
                + ". 'lastgood now " + view.service().service()
                + "' waits no longer; what it comes to would join a start of"
                + " yours";
    }

    private static String watched(DeploymentStatus status) {
        return "release " + status.deployment().version() + " is watched as a new one since "
                + Words.minute(status.watchedSince()) + " (" + status.why()
                + "): bad, it is decided about as for an alert; a rollback ends the watch";
    }
}
