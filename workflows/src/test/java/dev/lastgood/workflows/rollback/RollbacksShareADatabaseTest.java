package dev.lastgood.workflows.rollback;

import static dev.lastgood.workflows.TestServices.shop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lastgood.workflows.TestRequests;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.plan.Option;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.restore.PrepareRestore;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The lock on a shared database is the id of the child that restores it. */
class RollbacksShareADatabaseTest extends RollbackTestBase {
    private static final ServiceRef OFFICE = new ServiceRef("production", "office");

    @Test
    @Tag("T2")
    void theSecondWaitsSayingForWhatAndThenGoesOn() {
        personSays(notice -> {
            stub(notice.rollback().service()).update("approve", Answer.Decided.class, says(Choice.APPROVE));
            return null;
        });
        var once = new AtomicBoolean();
        var atOnce = new AtomicBoolean();
        world.before = call -> {
            if (call.equals("restore") && once.compareAndSet(false, true)) {
                start(OFFICE);
                await().until(() -> timeline(OFFICE).stream()
                        .anyMatch("Waiting: another rollback holds restore-127.0.0.1:5432-shop"::equals));
                atOnce.set(world.calls.stream().filter("inspect"::equals).count() > 1);
            }
        };

        start(SHOP);

        assertThat(outcome().kind()).isEqualTo(Kind.RESTORED);
        assertThat(stub(OFFICE).getResult(Outcome.class).kind()).isEqualTo(Kind.RESTORED);
        assertThat(once).isTrue();
        assertThat(atOnce).isFalse();
    }

    @Test
    void afterFiveMinutesAPersonIsAskedWithWhoHoldsIt() {
        Service shop = service(Impact.DEGRADED);
        var lock = WorkflowOptions.newBuilder()
                .setWorkflowId(shop.database().lockId())
                .setTaskQueue(queue())
                .build();
        var holder = client.newWorkflowStub(PrepareRestore.class, lock);
        // It waits to be told that live is still, and so holds the database.
        WorkflowClient.start(
                holder::prepare,
                new PrepareRestore.Prepare(new RollbackRef(OFFICE, "0a1b2c3d"), shop.database(), null, null));
        personSays(notice -> {
            if (notice.headline().startsWith("Restore beside")) {
                holder.compare();
            }
            return says(answerTo(notice.headline()));
        });

        start(SHOP);

        assertThat(outcome().kind()).isEqualTo(Kind.RESTORED);
        assertThat(timeline(SHOP))
                .contains(
                        "Restore beside the live database: another rollback holds restore-127.0.0.1:5432-shop; look at"
                                + " the workflow of that id");
    }

    private static Choice answerTo(String question) {
        return question.startsWith("Restore shop from") ? Choice.APPROVE : Choice.RETRY;
    }

    private void start(ServiceRef ref) {
        var options = WorkflowOptions.newBuilder()
                .setWorkflowId(ref.rollbackId())
                .setTaskQueue(queue())
                .build();
        WorkflowClient.start(client.newWorkflowStub(Rollback.class, options)::run, request(ref));
    }

    private static RollbackRequest request(ServiceRef ref) {
        return TestRequests.of(shop(Impact.DEGRADED).ref(ref).build())
                .id(ref.service())
                .options(Option.DATABASE)
                .build();
    }

    private WorkflowStub stub(ServiceRef ref) {
        return client.newUntypedWorkflowStub(ref.rollbackId());
    }

    private java.util.List<String> timeline(ServiceRef ref) {
        return stub(ref).query("status", RollbackStatus.class).timeline().stream()
                .map(RollbackStatus.Event::text)
                .toList();
    }
}
