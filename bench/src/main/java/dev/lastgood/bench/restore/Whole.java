package dev.lastgood.bench.restore;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.workflows.client.Connection;
import dev.lastgood.workflows.client.RollbackClient;
import dev.lastgood.workflows.client.RollbackOrder;
import dev.lastgood.workflows.client.RollbackView;
import dev.lastgood.workflows.client.ShadowClient;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.plan.Option;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.Answer;
import dev.lastgood.workflows.rollback.Choice;
import dev.lastgood.workflows.rollback.RollbackStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** A whole rollback of the database, from the request to its end, with a person who says yes at once. */
final class Whole implements AutoCloseable {
    private final Connection connection;
    private final RollbackClient rollbacks;
    private final ShadowClient shadows;
    private final Service service;

    Whole(String temporal, Path catalog) {
        connection = Connection.to(temporal, "default");
        rollbacks = new RollbackClient(connection.client());
        shadows = new ShadowClient(connection.client());
        service = Catalog.load(catalog).get("shop", "bench");
    }

    /**
     * @param toQuestion from the request until a person was asked
     * @param fromYes from the yes until it was verified
     */
    record Took(double toQuestion, double fromYes) {}

    Took rollBack(Instant damagedSince) throws InterruptedException {
        long begun = System.nanoTime();
        rollbacks.start(
                new RollbackOrder("shop", "bench", null, Set.of(Option.DATABASE), null, damagedSince, "bench", "bench")
                        .request(UUID.randomUUID().toString(), service, false));
        RollbackStatus asking = await(begun, true);
        double toQuestion = Runbook.seconds(begun);
        var question = Objects.requireNonNull(asking.question());
        if (question.step() != StepId.APPROVAL) {
            throw new IllegalStateException("it asks: " + question.text() + " " + question.lines());
        }
        rollbacks.answer(service.ref(), new Answer(question.id(), Choice.APPROVE, "bench", "go on"), null);
        RollbackStatus ended = await(begun, false);
        var outcome = Objects.requireNonNull(ended.outcome());
        if (outcome.kind() != RollbackStatus.Outcome.Kind.RESTORED) {
            throw new IllegalStateException("it ended: " + outcome);
        }
        return new Took(toQuestion, between(ended, StepId.APPROVAL, StepId.VERIFY_OPEN));
    }

    private static double between(RollbackStatus ended, StepId from, StepId to) {
        return Duration.between(end(ended, from), end(ended, to)).toMillis() / 1e3;
    }

    private static Instant end(RollbackStatus ended, StepId step) {
        return ended.steps().stream()
                .filter(it -> it.step() == step)
                .map(RollbackStatus.Step::endedAt)
                .findFirst()
                .map(Objects::requireNonNull)
                .orElseThrow();
    }

    /** Restores the newest backup before anybody needs it. */
    void warm() throws InterruptedException {
        shadows.refreshWarm(service, "bench");
        while (shadows.warm(service.ref()).map(ShadowClient.Made::runs).orElse(true)) {
            Thread.sleep(100);
        }
        String note = shadows.warm(service.ref()).orElseThrow().note();
        if (shadows.list(service).isEmpty()) {
            throw new IllegalStateException("nothing stands warm: " + note);
        }
    }

    private RollbackStatus await(long begun, boolean question) throws InterruptedException {
        while (Runbook.seconds(begun) < Duration.ofMinutes(15).toSeconds()) {
            RollbackStatus status =
                    rollbacks.look(service.ref()).map(RollbackView::status).orElse(null);
            if (status != null && (status.outcome() != null || question && status.question() != null)) {
                if (question && status.question() == null) {
                    throw new IllegalStateException("it ended without a question: " + status.outcome());
                }
                return status;
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("it takes too long");
    }

    @Override
    public void close() {
        connection.close();
    }
}
