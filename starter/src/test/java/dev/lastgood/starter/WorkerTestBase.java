package dev.lastgood.starter;

import io.temporal.worker.WorkerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** As {@link StarterTestBase}, and a worker with rollbacks and watches that only answer is up. */
abstract class WorkerTestBase extends StarterTestBase {
    private WorkerFactory worker;

    @BeforeAll
    final void work() {
        worker = Lab.worker(temporal.client(), more());
    }

    @AfterAll
    final void rest() {
        worker.shutdownNow();
    }

    /** Workflows beside rollbacks and watches. */
    Class<?>[] more() {
        return new Class<?>[0];
    }
}
