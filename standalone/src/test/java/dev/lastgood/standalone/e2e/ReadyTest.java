package dev.lastgood.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lastgood.workflows.client.ShadowClient;
import dev.lastgood.workflows.client.ShadowClient.Made;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.Choice;
import dev.lastgood.workflows.rollback.Question;
import dev.lastgood.workflows.rollback.RollbackStatus;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import dev.lastgood.workflows.shadows.WarmShadow;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleListDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What stands ready is swapped in: after an undo, from a warm shadow, from a restore point. */
@Execution(ExecutionMode.CONCURRENT)
class ReadyTest extends LaneTest {

    @Test
    @Tag("M5")
    void aFinishedRollbackIsUndoneAndTheUndoToo() throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.damage().ready());
                StarterInside starter = new StarterInside(lane, shop)) {
            lane.start(shop);
            String key = lane.approveToTheEnd(shop).rollback().key();
            assertThat(shop.data.content(shop.name())).isEqualTo(shop.data.good());
            shop.data.placeOrders(3);
            String restored = shop.data.content(shop.name());

            var answer = starter.post(shop, "undo", "{\"by\":\"Cleo\",\"reason\":\"it was the load balancer\"}");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            Question question = lane.awaitQuestion(shop, StepId.APPROVAL);
            assertThat(question.text())
                    .startsWith("Undo rollback " + key + " and put " + shop.name() + "_displaced_" + key + " back")
                    .contains("This gives up");
            lane.answer(shop, Choice.APPROVE);
            RollbackStatus undone = lane.awaitEnd(shop);
            assertThat(undone.outcome().kind()).as(undone.outcome().summary()).isEqualTo(Kind.RESTORED);
            assertThat(undone.outcome().summary()).contains("as it was before rollback " + key);
            assertThat(shop.data.content(shop.name())).isEqualTo(shop.data.damaged());
            assertThat(shop.running()).isEqualTo("1.1.0");
            assertThat(shop.killSwitchOn()).isFalse();
            assertThat(shop.data.databases()).hasSize(2);
            assertThat(shop.data.content(shop.data.databases().get(1))).isEqualTo(restored);

            starter.post(shop, "undo", "{\"by\":\"Cleo\"}");
            lane.until(shop, it -> it.runs());
            lane.approveToTheEnd(shop);
            assertThat(shop.data.content(shop.name())).isEqualTo(restored);
            assertThat(shop.running()).isEqualTo("1.0.0");

            var again = starter.post(shop, "undo", "{\"by\":\"Cleo\",\"rollback\":\"" + key + "\"}");
            assertThat(again.statusCode()).isEqualTo(409);
            assertThat(again.body()).contains("undo that one first");
        }
    }

    @Test
    @Tag("M2")
    void whatWasRestoredInTheNightIsTakenAndSwappedIn() throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.damage().ready())) {
            Service service = shop.catalog().get(shop.name(), null);
            var shadows = new ShadowClient(lane.connection.client());
            shadows.refreshWarm(service, "Ann");
            Made made = ended(() -> shadows.warm(shop.ref()));
            assertThat(made.outcome().done()).as(made.note()).isTrue();
            var warm = shadows.list(service);
            assertThat(warm).hasSize(1);

            lane.start(shop);
            RollbackStatus end = lane.approveToTheEnd(shop);

            Restored.assertIs(lane, shop);
            assertThat(end.timeline()).anyMatch(it -> it.text().contains("stands restored beside since"));
            assertThat(shadows.list(service)).isEmpty();
            Duration yesToSwapped = Duration.between(ended(end, StepId.APPROVAL), ended(end, StepId.SWAP));
            assertThat(yesToSwapped).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    @Tag("M10")
    void aDeployWithARestorePointIsTakenBackToIt() throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.damage().ready())) {
            Service service = shop.catalog().get(shop.name(), null);
            String before = shop.data.content(shop.name());
            var shadows = new ShadowClient(lane.connection.client());
            shadows.restorePoint(service, "deploy 4711", "Ann");
            Made made = ended(() -> shadows.restorePoint(shop.ref()));
            assertThat(made.outcome().done()).as(made.note()).isTrue();
            Instant deployed = made.outcome().shadow().takenAt().plusMillis(1);
            shop.data.placeOrders(9);

            lane.start(shop, deployed);
            RollbackStatus end = lane.approveToTheEnd(shop);

            assertThat(end.outcome().kind()).as(end.outcome().summary()).isEqualTo(Kind.RESTORED);
            assertThat(shop.data.content(shop.name())).isEqualTo(before);
            assertThat(end.timeline()).anyMatch(it -> it.text().contains("is a restore point"));
        }
    }

    @Test
    @Tag("M2")
    void theSchedulesFollowTheCatalog() throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.damage().ready());
                TinyShop other = shop(TinyShop.Options.damage())) {
            String id = WarmShadow.id(shop.ref());
            for (int starts = 0; starts < 2; starts++) {
                try (StarterInside starter = new StarterInside(lane, shop)) {
                    await().atMost(Duration.ofSeconds(30))
                            .until(() -> schedules().contains(id));
                }
            }
            try (StarterInside starter = new StarterInside(lane, other)) {
                await().atMost(Duration.ofSeconds(30)).until(() -> !schedules().contains(id));
            }
        }
    }

    private List<String> schedules() {
        return ScheduleClient.newInstance(
                        lane.connection.stubs(),
                        ScheduleClientOptions.newBuilder()
                                .setNamespace(lane.namespace)
                                .build())
                .listSchedules()
                .map(ScheduleListDescription::getScheduleId)
                .toList();
    }

    private static Made ended(Supplier<Optional<Made>> look) {
        return await().atMost(Duration.ofSeconds(120))
                .until(look::get, it -> it.isPresent() && !it.get().runs())
                .orElseThrow();
    }

    private static Instant ended(RollbackStatus status, StepId step) {
        return status.steps().stream()
                .filter(it -> it.step() == step)
                .findFirst()
                .orElseThrow()
                .endedAt();
    }
}
