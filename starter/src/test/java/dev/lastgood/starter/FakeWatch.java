package dev.lastgood.starter;

import dev.lastgood.workflows.deployment.DeploymentStatus;
import dev.lastgood.workflows.deployment.DeploymentWatch;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;

/** Ends with the first word that is said of it. No activity, so that only the edge is tested. */
public class FakeWatch implements DeploymentWatch {
    private Order order;
    private Judgement judgement;
    private int told;

    @Override
    public DeploymentStatus watch(Order same) {
        order = same;
        Workflow.await(() -> judgement != null);
        return status();
    }

    @Override
    public State state() {
        return new State(status(), List.of());
    }

    private DeploymentStatus status() {
        Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
        return new DeploymentStatus(
                order.deployment(),
                now,
                judgement == null ? null : now,
                judgement == null ? null : judgement.verdict(),
                judgement == null ? "watched, told " + told + " times" : judgement.person() + ": " + judgement.why(),
                null,
                null,
                false,
                List.of(new DeploymentStatus.Line(now, "round 1")),
                List.of());
    }

    @Override
    public void deployed(Order other) {
        told++;
    }

    @Override
    public void judged(Judgement said) {
        judgement = said;
    }
}
