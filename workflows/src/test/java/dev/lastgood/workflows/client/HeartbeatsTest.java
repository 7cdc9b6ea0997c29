package dev.lastgood.workflows.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.support.Ports;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R10")
class HeartbeatsTest {
    private static final ServiceRef SHOP = new ServiceRef("production", "shop");
    private static final String WORDS = "restoring shop.sql.gz: 57 of 141 MB (40 %), 15 MB/s, 6 s left";

    @ActivityInterface
    public interface Long {
        void work();
    }

    @WorkflowInterface
    public interface Outer {
        @WorkflowMethod
        void run();
    }

    @WorkflowInterface
    public interface Inner {
        @WorkflowMethod
        void run();
    }

    public static final class OuterWorkflow implements Outer {
        @Override
        public void run() {
            Workflow.newChildWorkflowStub(Inner.class, Ports.child("inner", "restores"))
                    .run();
        }
    }

    public static final class InnerWorkflow implements Inner {
        @Override
        public void run() {
            new Ports(null).lasting(Long.class, "works").work();
        }
    }

    @Test
    void whatALongActivityOfAChildSaysOfItselfIsSeenFromOutside() {
        CountDownLatch over = new CountDownLatch(1);
        try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance()) {
            var worker = temporal.newWorker("queue");
            worker.registerWorkflowImplementationTypes(OuterWorkflow.class, InnerWorkflow.class);
            worker.registerActivitiesImplementations((Long) () -> saying(over));
            temporal.start();
            var client = temporal.getWorkflowClient();
            Outer outer = client.newWorkflowStub(
                    Outer.class,
                    WorkflowOptions.newBuilder()
                            .setWorkflowId(SHOP.rollbackId())
                            .setTaskQueue("queue")
                            .build());
            io.temporal.client.WorkflowClient.start(outer::run);
            var sight = new RollbackSight(client);
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(sight.look(SHOP).orElseThrow().progress())
                                    .isEqualTo(List.of(WORDS)));
            over.countDown();
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(sight.look(SHOP).orElseThrow().progress())
                                    .isEmpty());
        }
    }

    private static void saying(CountDownLatch over) {
        Activity.getExecutionContext().heartbeat(WORDS);
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
