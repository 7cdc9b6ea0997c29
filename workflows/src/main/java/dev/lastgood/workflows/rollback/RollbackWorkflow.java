package dev.lastgood.workflows.rollback;

import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import org.jspecify.annotations.Nullable;

/** {@inheritDoc} */
public final class RollbackWorkflow implements Rollback {
    private final RollbackRequest request;
    private final Incident incident;
    private final Board board;
    private final Mailbox mailbox;
    private final Gate gate;
    private final DatabaseRestore database;
    private final Silences silences;
    private final WayBack wayBack;
    private @Nullable CancellationScope forward;

    @WorkflowInit
    public RollbackWorkflow(RollbackRequest request) {
        this.request = request;
        incident = Incident.of(request);
        board = incident.board();
        mailbox = new Mailbox(request, incident);
        gate = new Gate(incident, mailbox);
        database = new DatabaseRestore(incident);
        silences = new Silences(incident);
        wayBack = new WayBack(incident, mailbox, database, silences);
    }

    @Override
    public Outcome run(RollbackRequest same) {
        String id = Workflow.getInfo().getWorkflowId();
        if (!id.equals(request.service().ref().rollbackId())) {
            return new Outcome(
                    Outcome.Kind.REFUSED,
                    "started under the id " + id + "; a rollback of "
                            + request.service().ref() + " must run as "
                            + request.service().ref().rollbackId() + ", which makes it the only one",
                    false);
        }
        var closing = new Closing(incident);
        String refusal = refusal();
        Outcome untouched = refusal == null ? gate.refusal() : null;
        if (untouched != null) {
            closing.closeUntouched(untouched, gate);
            return untouched;
        }
        Outcome outcome = refusal == null ? goBack(closing) : new Outcome(Outcome.Kind.REFUSED, refusal, false);
        Workflow.newDetachedCancellationScope(database::settle).run();
        silences.end();
        closing.close(outcome);
        database.aftermath().begin();
        return outcome;
    }

    /** Why nothing is to be touched; null when it can begin. */
    private @Nullable String refusal() {
        return board.plan().steps().isEmpty()
                ? String.join(" ", board.plan().notes())
                : database.copy().whyNotUndone();
    }

    private Outcome goBack(Closing closing) {
        closing.begun();
        forward = Workflow.newCancellationScope(wayBack::go);
        try {
            // A cancellation can be here before the first line, as with signal-with-start while no worker was up.
            if (mailbox.cancelledBy() != null) {
                throw new CanceledFailure("cancelled before it began");
            }
            forward.run();
            return closing.restored();
        } catch (Stopped | TemporalFailure end) {
            forward.cancel();
            incident.branches().settle();
            return closing.ended(end, mailbox.cancelledBy());
        }
    }

    @Override
    public RollbackStatus status() {
        return board.status();
    }

    @Override
    public Answer.Decided approve(Answer answer) {
        return incident.desk().take(answer, Choice.APPROVE, true);
    }

    @Override
    public Answer.Decided reject(Answer answer) {
        return incident.desk().take(answer, Choice.REJECT, true);
    }

    @Override
    public Answer.Decided answer(Answer answer) {
        return incident.desk().take(answer, null, true);
    }

    @Override
    public WatchEnded endWatch(EndWatch end) {
        return wayBack.endWatch(end);
    }

    @Override
    public void approveRestore(@Nullable String person) {
        mailbox.approveRestore(person);
    }

    @Override
    public void alert(Alert alert) {
        if (mailbox.alert(alert) && forward != null) {
            forward.cancel();
        }
    }

    @Override
    public String widen(RollbackRequest wider) {
        return mailbox.widen(wider);
    }

    @Override
    public void requested(RollbackRequest other) {
        mailbox.requested(other);
    }

    @Override
    public void cancel(Cancel cancel) {
        mailbox.cancelledBy(cancel);
        if (forward != null) {
            forward.cancel();
        }
    }
}
