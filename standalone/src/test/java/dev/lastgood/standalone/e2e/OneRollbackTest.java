package dev.lastgood.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.client.RollbackView;
import dev.lastgood.workflows.plan.StepId;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** However often and wherever an alert arrives, there is one rollback of it. */
@Tag("T3")
@Tag("A1")
@Execution(ExecutionMode.CONCURRENT)
class OneRollbackTest extends LaneTest {
    private static final int COPIES = 5;

    /** Ten seconds stand in for the minute that a worker may be away: nothing of Temporal's or ours changes after them. */
    private static final Duration NO_WORKER = Duration.ofSeconds(10);

    @Test
    void twoStartersAndFiveCopiesOfTheAlertEachMakeOneRollbackThatAWorkerFinishesLater() throws Exception {
        lane.worker.end();
        try (TinyShop shop = shop(TinyShop.Options.damage());
                StarterInside first = new StarterInside(lane, shop);
                StarterInside second = new StarterInside(lane, shop)) {
            List<HttpResponse<String>> answers = atTheSameInstant(shop, first, second);

            assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(202);
            assertThat(answers)
                    .filteredOn(it -> it.body().contains("STARTED"))
                    .as(
                            "answered that theirs is the one: %s",
                            answers.stream().map(HttpResponse::body).toList())
                    .hasSize(1);
            Awaitility.await()
                    .during(NO_WORKER)
                    .atMost(NO_WORKER.plusSeconds(10))
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> lane.look(shop.ref()).map(RollbackView::runs).orElse(false));

            lane.worker.start();
            lane.approveToTheEnd(shop);
            Restored.assertIs(lane, shop);
            assertThat(runs(shop)).isEqualTo(1);
        }
    }

    @Test
    @Tag("A5")
    void thatTheAlertResolvesBecauseTheServiceWasStoppedReopensNothing() throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.damage());
                StarterInside starter = new StarterInside(lane, shop)) {
            Instant since = Instant.now();
            starter.firing(shop, since);
            lane.awaitQuestion(shop, StepId.APPROVAL);

            assertThat(starter.resolved(shop, since).statusCode()).isLessThan(300);

            lane.until(
                    shop,
                    view -> view.status().timeline().stream()
                            .anyMatch(it -> it.text().contains("nothing is reopened by it")));
            assertThat(lane.look(shop.ref()).orElseThrow().status().question()).isNotNull();
            assertThat(shop.killSwitchOn()).isTrue();
            assertThat(shop.running()).isEmpty();
            lane.approveToTheEnd(shop);
            Restored.assertIs(lane, shop);
        }
    }

    private static List<HttpResponse<String>> atTheSameInstant(TinyShop shop, StarterInside... starters)
            throws Exception {
        Instant since = Instant.now();
        var go = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<HttpResponse<String>>> sent = new ArrayList<>();
        for (StarterInside starter : starters) {
            for (int i = 0; i < COPIES; i++) {
                sent.add(threads.submit(() -> {
                    go.await();
                    return starter.firing(shop, since);
                }));
            }
        }
        go.countDown();
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (Future<HttpResponse<String>> each : sent) {
            answers.add(each.get());
        }
        threads.shutdown();
        return answers;
    }

    private long runs(TinyShop shop) {
        return lane.connection
                .stubs()
                .blockingStub()
                .listWorkflowExecutions(ListWorkflowExecutionsRequest.newBuilder()
                        .setNamespace(lane.namespace)
                        .setQuery("WorkflowId = '" + shop.ref().rollbackId() + "'")
                        .build())
                .getExecutionsCount();
    }
}
