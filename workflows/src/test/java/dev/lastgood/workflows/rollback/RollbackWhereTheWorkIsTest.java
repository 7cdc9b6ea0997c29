package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.TestServices;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.worker.WorkerFactory;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RollbackWhereTheWorkIsTest extends RollbackTestBase {

    @Test
    void aServicesStepsRunOnItsQueueAndTellingAndRecordingOnTheCommonOne() {
        var near = WorkerFactory.newInstance(client);
        near.newWorker("near-the-shop").registerActivitiesImplementations(world, releases, database);
        near.start();
        personSaysYes();

        assertThat(run(request(TestServices.shop(Impact.DATA_DAMAGE).taskQueue("near-the-shop")))
                        .kind())
                .isEqualTo(Kind.RESTORED);

        near.shutdownNow();
        var byQueue = client.fetchHistory(SHOP.rollbackId()).getEvents().stream()
                .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
                .map(HistoryEvent::getActivityTaskScheduledEventAttributes)
                .collect(Collectors.groupingBy(
                        it -> it.getTaskQueue().getName(),
                        Collectors.mapping(it -> it.getActivityType().getName(), Collectors.toSet())));
        assertThat(byQueue.get("near-the-shop")).contains("TurnKillSwitch", "StopApplication", "RunCheck");
        assertThat(byQueue.get(queue())).containsExactlyInAnyOrder("SendMessage", "WriteReport", "RecordRollback");
    }
}
