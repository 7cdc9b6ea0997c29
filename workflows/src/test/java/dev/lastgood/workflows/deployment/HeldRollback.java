package dev.lastgood.workflows.deployment;

import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a watch asks of a rollback: that it begins, and that it hears an alert. */
@WorkflowInterface
public interface HeldRollback {
    List<RollbackRequest> STARTED = new CopyOnWriteArrayList<>();
    List<Alert> HEARD = new CopyOnWriteArrayList<>();

    @WorkflowMethod(name = "Rollback")
    Outcome run(RollbackRequest request);

    @SignalMethod(name = "alert")
    void alert(Alert alert);

    /** Keeps what it was started with and what it hears, and lasts a day. */
    final class ForADay implements HeldRollback {
        @Override
        public Outcome run(RollbackRequest request) {
            STARTED.add(request);
            Workflow.sleep(Duration.ofDays(1));
            return new Outcome(Outcome.Kind.RESTORED, "restored", false);
        }

        @Override
        public void alert(Alert alert) {
            HEARD.add(alert);
        }
    }
}
