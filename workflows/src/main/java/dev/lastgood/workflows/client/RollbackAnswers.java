package dev.lastgood.workflows.client;

import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.rollback.Answer;
import dev.lastgood.workflows.rollback.Choice;
import dev.lastgood.workflows.rollback.Rollback;
import io.temporal.client.WorkflowClient;
import org.jspecify.annotations.Nullable;

/** What people say to a running rollback, as it takes or refuses it. */
final class RollbackAnswers {
    private final Updates updates;

    RollbackAnswers(WorkflowClient client) {
        this.updates = new Updates(client, "it", "the status");
    }

    Answer.Decided give(ServiceRef service, Answer answer, @Nullable Choice meant) {
        String update = meant == Choice.APPROVE ? "approve" : meant == Choice.REJECT ? "reject" : "answer";
        return updates.send(service.rollbackId(), update, Answer.Decided.class, answer);
    }

    Rollback.WatchEnded endWatch(ServiceRef service, Rollback.EndWatch end) {
        return updates.send(service.rollbackId(), "endWatch", Rollback.WatchEnded.class, end);
    }

    /** @return what is planned now */
    String widen(RollbackRequest wider) {
        return updates.send(wider.service().ref().rollbackId(), "widen", String.class, wider);
    }
}
