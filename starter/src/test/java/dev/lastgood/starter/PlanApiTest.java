package dev.lastgood.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.workflows.client.Connection;
import dev.lastgood.workflows.client.DeploymentClient;
import dev.lastgood.workflows.client.DeploymentOrder;
import dev.lastgood.workflows.client.TriageClient;
import dev.lastgood.workflows.decision.Action;
import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.decision.Freeze;
import dev.lastgood.workflows.decision.Policy;
import dev.lastgood.workflows.decision.Rule;
import dev.lastgood.workflows.look.PlanLook;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Cause;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.PlanView;
import dev.lastgood.workflows.plan.Planner;
import dev.lastgood.workflows.plan.RollbackRequest;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the plan says of what runs, is being decided and holds. What a worker sees of the service itself is empty here. */
@Tag("T10")
@Tag("T9")
class PlanApiTest {
    private static final Policy STANDARD = Policy.standard();

    private static Web starter;
    private static Connection temporal;
    private static WorkerFactory worker;

    /** Sees nothing in particular. */
    public static final class Blind implements PlanLook {
        @Override
        public PlanView look(RollbackRequest request) {
            return new PlanView(
                    Planner.plan(request),
                    Instant.ofEpochMilli(Workflow.currentTimeMillis()),
                    null,
                    null,
                    null,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of());
        }
    }

    @BeforeAll
    static void start() {
        String namespace = Lab.namespace("plans");
        temporal = Connection.to(Lab.temporal().address(), namespace);
        worker = Lab.worker(temporal.client(), Blind.class);
        List<Catalog.Entry> entries = new ArrayList<>(
                List.of(new Catalog.Entry(Lab.decided(Lab.service("production", "frozen"), frozen()), Map.of())));
        for (Service service : Lab.catalog().services()) {
            entries.add(new Catalog.Entry(service, Map.of()));
        }
        starter = Lab.starter(Lab.temporal().address(), namespace, new Catalog(entries));
    }

    @AfterAll
    static void stop() {
        starter.close();
        worker.shutdownNow();
        temporal.close();
    }

    @Test
    void in_a_quiet_world_nothing_is_in_the_way_of_anybody() {
        Web.Reply plan = plan("s1");

        assertThat(plan.status()).isEqualTo(200);
        assertThat(plan.json().get("inTheWay")).isEmpty();
        assertThat(plan.json().get("inTheWayOfAlerts")).isEmpty();
        assertThat(plan.json().get("found")).isEmpty();
    }

    @Test
    void pauses_stand_in_the_way_of_alerts_and_not_of_people() {
        starter.post("/api/pause", "{\"service\":\"s2\",\"reason\":\"the move\",\"by\":\"Ada\"}");

        Web.Reply plan = plan("s2");

        assertThat(plan.text("/inTheWayOfAlerts/0/guard")).isEqualTo("PAUSE");
        assertThat(plan.text("/inTheWayOfAlerts/0/verdict")).isEqualTo("HELD");
        assertThat(plan.text("/inTheWayOfAlerts/0/words"))
                .startsWith("paused by Ada since ")
                .endsWith("(the move); 'lastgood resume s2 --environment production' ends the pause, 'lastgood"
                        + " start' rolls back all the same");
        assertThat(plan.json().get("inTheWay")).isEmpty();
        assertThat(plan("s3").json().get("inTheWayOfAlerts")).isEmpty();
    }

    @Test
    void a_freeze_of_the_catalog_stands_in_the_way_of_alerts() {
        assertThat(plan("frozen").text("/inTheWayOfAlerts/0/words"))
                .startsWith("frozen, until ")
                .contains("(every day)");
    }

    @Test
    void a_rollback_that_runs_says_what_would_become_of_ones_own_and_leaves_a_cooldown() {
        starter.post("/api/rollbacks", "{\"service\":\"s4\",\"by\":\"Ada\",\"reason\":\"500s\"}");

        Web.Reply same = plan("s4");
        assertThat(same.text("/inTheWay/0"))
                .startsWith("a rollback of s4 (production) runs since ")
                .contains(": roll back, started by Ada (500s); yours would join it, as it asks for the same.")
                .endsWith("'lastgood status s4' shows it");
        assertThat(same.text("/inTheWayOfAlerts/0/words")).isEqualTo("joins the running rollback");
        assertThat(starter.post("/api/plans", "{\"service\":\"s4\",\"mode\":\"CONTAIN\"}")
                        .text("/inTheWay/0"))
                .contains("yours asks for something else, and would be refused");

        starter.post("/api/rollbacks/production/s4/cancel", "{\"by\":\"Ada\",\"reason\":\"enough\"}");
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(plan("s4").text("/inTheWayOfAlerts/0/guard")).isEqualTo("COOLDOWN"));
        assertThat(plan("s4").json().get("inTheWay")).isEmpty();
    }

    @Test
    void what_is_being_decided_and_what_is_watched_are_found() {
        triage("w1");
        starter.context()
                .getBean(DeploymentClient.class)
                .tell(
                        Lab.catalog().get("w1", null),
                        new DeploymentOrder("w1", null, "v7", null, null, "ci"),
                        false,
                        id -> java.util.Optional.empty());

        Web.Reply plan = plan("w1");

        assertThat(plan.text("/found/0"))
                .startsWith("an alert is being decided about since ")
                .contains("'lastgood triage w1' shows it; should it come to a rollback, that joins yours");
        assertThat(plan.text("/found/1")).startsWith("the new release v7: ");
        assertThat(plan.text("/inTheWayOfAlerts/0/words")).isEqualTo("joins what is being decided");
    }

    @Test
    void a_plan_of_what_no_alert_starts_says_nothing_of_alerts() {
        starter.post("/api/pause", "{\"service\":\"s5\",\"reason\":\"the move\",\"by\":\"Ada\"}");

        assertThat(starter.post("/api/plans", "{\"service\":\"s5\",\"mode\":\"CONTAIN\"}")
                        .json()
                        .get("inTheWayOfAlerts"))
                .isEmpty();
    }

    @Test
    void looking_leaves_nothing_but_the_look() {
        starter.post("/api/pause", "{\"service\":\"s6\",\"reason\":\"the move\",\"by\":\"Ada\"}");
        triage("s6");
        plan("s6");

        Awaitility.await().until(() -> workflows("s6").stream().anyMatch(it -> it.startsWith("plan-")));
        assertThat(workflows("s6"))
                .filteredOn(it -> !it.startsWith("plan-production-s6-"))
                .containsExactlyInAnyOrder("pause-production-s6", "triage-production-s6");
        assertThat(temporal.client().fetchHistory("triage-production-s6").getEvents())
                .as("the alert that began it, and nothing said to it since")
                .filteredOn(it -> it.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED)
                .hasSize(1);
    }

    private static List<String> workflows(String service) {
        return temporal.client()
                .listExecutions("")
                .map(WorkflowExecutionMetadata::getExecution)
                .map(it -> it.getWorkflowId())
                .filter(it -> it.matches(".*-production-" + service + "(-.*)?"))
                .toList();
    }

    private static Web.Reply plan(String service) {
        return starter.post("/api/plans", "{\"service\":\"" + service + "\"}");
    }

    private static Policy frozen() {
        return new Policy(
                List.of(),
                STANDARD.onResolved(),
                STANDARD.cooldown(),
                STANDARD.releaseWindow(),
                STANDARD.clockAllowance(),
                STANDARD.alertFor(),
                STANDARD.whenReleaseUnknown(),
                List.of(new Freeze("every day", "0 0 * * *", Duration.ofHours(24), "UTC", null)),
                STANDARD.brake());
    }

    private static void triage(String service) {
        var rule = Rule.of("P1", List.of(), Action.VETO);
        var alert = new Alert("f1", true, Instant.now(), Map.of("alertname", "A"), Map.of(), "");
        var decision = new Decision(Verdict.WAIT, rule, List.of("P1: unless vetoed"), Instant.now());
        var request = new RollbackRequest(
                "request-" + service,
                Lab.service("production", service),
                new Cause("alertmanager", "500s", alert, decision),
                Mode.ROLL_BACK,
                Set.of(),
                null,
                null,
                false);
        starter.context().getBean(TriageClient.class).triage(request, alert, decision);
    }
}
