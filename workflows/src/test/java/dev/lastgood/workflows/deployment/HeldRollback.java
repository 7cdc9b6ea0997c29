package dev.lastgood.workflows.deployment;

import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.rollback.Answer;
import dev.lastgood.workflows.rollback.Rollback;
import dev.lastgood.workflows.rollback.RollbackStatus;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A rollback that keeps what it was started with and what it hears, and lasts a day. */
public final class HeldRollback implements Rollback {
    static final List<RollbackRequest> STARTED = new CopyOnWriteArrayList<>();
    static final List<Alert> HEARD = new CopyOnWriteArrayList<>();

    @Override
    public RollbackStatus.Outcome run(RollbackRequest request) {
        STARTED.add(request);
        Workflow.sleep(Duration.ofDays(1));
        return new RollbackStatus.Outcome(RollbackStatus.Outcome.Kind.RESTORED, "restored", false);
    }

    @Override
    public void alert(Alert alert) {
        HEARD.add(alert);
    }

    @Override
    public RollbackStatus status() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Answer.Decided approve(Answer answer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Answer.Decided reject(Answer answer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Answer.Decided answer(Answer answer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String widen(RollbackRequest wider) {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchEnded endWatch(EndWatch end) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void approveRestore(String person) {}

    @Override
    public void requested(RollbackRequest request) {}

    @Override
    public void cancel(Cancel cancel) {}
}
