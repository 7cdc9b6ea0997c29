package dev.lastgood.starter.webhook;

import dev.lastgood.workflows.client.RollbackProblem;
import dev.lastgood.workflows.client.RollbackProblem.Kind;
import dev.lastgood.workflows.model.ServiceRef;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One alert of a service after the other: Temporal takes one call of a workflow at a time, and refuses what waits too long
 * for another ("Workflow is busy"), which a storm of alerts of one service would be.
 */
final class Turns {
    private final Duration patience;
    private final Map<ServiceRef, Semaphore> turns = new ConcurrentHashMap<>();

    Turns(Duration patience) {
        this.patience = patience;
    }

    <T> T take(ServiceRef service, Supplier<T> work) {
        Semaphore turn = turns.computeIfAbsent(service, it -> new Semaphore(1, true));
        try {
            if (!turn.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new RollbackProblem(
                        Kind.BUSY,
                        "too many alerts of " + service + " at once; this one was not looked at, send it again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RollbackProblem(Kind.BUSY, "stopped while waiting", e);
        }
        try {
            return work.get();
        } finally {
            turn.release();
        }
    }
}
