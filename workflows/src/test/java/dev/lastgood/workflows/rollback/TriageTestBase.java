package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.TestPolicies;
import dev.lastgood.workflows.TestServices;
import dev.lastgood.workflows.decision.Action;
import dev.lastgood.workflows.decision.Decider;
import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.decision.Policy;
import dev.lastgood.workflows.decision.Policy.Resolved;
import dev.lastgood.workflows.decision.Rule;
import dev.lastgood.workflows.decision.World;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Cause;
import dev.lastgood.workflows.model.Check;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.support.TaskQueues;
import dev.lastgood.workflows.triage.Triage;
import dev.lastgood.workflows.triage.Triage.Reply;
import dev.lastgood.workflows.triage.TriageStatus;
import dev.lastgood.workflows.triage.Way;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Alerts that are decided about, in the time-skipping environment. */
abstract class TriageTestBase extends RollbackTestBase {
    static final Check WORSE =
            new Check("error-rate", "promql", Check.Road.INTERNAL, Set.of(), Map.of("query", "errors"));
    static final Rule VETO = Rule.of("P1 - High: degraded", List.of("severity=\"P1\""), Action.VETO);
    static final Rule WATCH = watch(WORSE);
    static final Rule ASK = Rule.of("P3 - Low", List.of("severity=\"P3\""), Action.ASK);
    static final Rule AT_ONCE = Rule.of("P0 - Critical: down", List.of("severity=\"P0\""), Action.AT_ONCE);

    static Rule watch(@Nullable Check worse) {
        return new Rule(
                "P2 - Medium",
                List.of("severity=\"P2\""),
                Action.WATCH,
                null,
                Rule.VETO,
                Rule.WATCH,
                worse,
                Rule.HOTFIX,
                Set.of(),
                null);
    }

    static Policy policy(Resolved onResolved, Rule... rules) {
        return TestPolicies.standard().onResolved(onResolved).rules(rules).build();
    }

    static Service service(Policy policy) {
        return TestServices.shop(Impact.DEGRADED)
                .database(null)
                .evidence()
                .checks()
                .decisions(policy)
                .build();
    }

    static Alert alert(String severity, String fingerprint, boolean firing) {
        return new Alert(
                fingerprint,
                firing,
                Instant.parse("2026-11-21T05:00:00Z"),
                Map.of("alertname", "HighErrorRate", "severity", severity),
                Map.of("summary", "error rate over 5 % (" + fingerprint + ")"),
                "http://prometheus/graph");
    }

    static RollbackRequest request(Policy policy, Alert alert) {
        var cause = new Cause("alertmanager", alert.summary(), alert, decided(policy, alert));
        return request(service(policy)).causedBy(cause);
    }

    static Decision decided(Policy policy, Alert alert) {
        return Decider.decide(alert, policy, World.quiet(Instant.parse("2026-11-21T05:01:00Z")));
    }

    /** As the webhook does for an alert of this severity. */
    void triage(Policy policy, String severity) {
        Alert alert = alert(severity, "f1", true);
        RollbackRequest request = request(policy, alert);
        client.newUntypedWorkflowStub(
                        "Triage",
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(SHOP.triageId())
                                .setTaskQueue(TaskQueues.COMMON)
                                .build())
                .signalWithStart(
                        "alert", new Object[] {alert}, new Object[] {new Triage.Order(request, decided(policy, alert))
                        });
    }

    WorkflowStub triage() {
        return client.newUntypedWorkflowStub(SHOP.triageId());
    }

    /** Without when, and of which alerts. */
    TriageStatus.Outcome triaged() {
        TriageStatus.Outcome it = triage().getResult(TriageStatus.Outcome.class);
        return new TriageStatus.Outcome(it.kind(), it.summary(), it.by(), it.rollback());
    }

    TriageStatus seen() {
        return triage().query("status", TriageStatus.class);
    }

    void say(Way way, @Nullable String comment, @Nullable Duration time) {
        triage().update("answer", Triage.Taken.class, new Reply(null, way, "anna", comment, time));
    }

    /** Does so when people are told the so-manieth time (from 1) in this way; silent otherwise. */
    void whenTold(Notice.Kind kind, int time, Consumer<Notice> then) {
        int[] told = {0};
        world.person = notice -> {
            if (notice.kind() == kind && ++told[0] == time) {
                then.accept(notice);
            }
        };
    }

    void after(Duration time, Runnable then) {
        environment.registerDelayedCallback(time, then);
    }

    List<String> told(Notice.Kind kind) {
        return world.notices.stream()
                .filter(it -> it.kind() == kind)
                .map(Notice::headline)
                .toList();
    }

    /** The rollback that came of it, once it keeps users out. */
    RollbackStatus begunRollback() {
        Awaitility.await().until(() -> world.calls.contains("kill switch on"));
        return status();
    }

    Duration took() {
        TriageStatus status = seen();
        return Duration.between(status.startedAt(), status.endedAt());
    }
}
