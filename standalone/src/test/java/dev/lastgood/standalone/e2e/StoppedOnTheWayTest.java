package dev.lastgood.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.history.HistoryEntry;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.Choice;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cancelled by people, or stopped by a deploy that fails: all is taken back, and nothing is lost. */
@Tag("R10")
@Execution(ExecutionMode.CONCURRENT)
class StoppedOnTheWayTest extends LaneTest {

    /** The ways to cancel. */
    enum From {
        API("cancelled by Ben: it is the network") {
            @Override
            void cancel(Lane lane, TinyShop shop) throws IOException, InterruptedException {
                try (StarterInside starter = new StarterInside(lane, shop)) {
                    var answer = starter.post(shop, "cancel", "{\"by\":\"Ben\",\"reason\":\"it is the network\"}");
                    assertThat(answer.statusCode()).isEqualTo(202);
                }
            }
        },
        TEMPORAL_UI("cancelled, without a name") {
            @Override
            void cancel(Lane lane, TinyShop shop) {
                lane.stub(shop).cancel();
            }
        };

        private final String words;

        From(String words) {
            this.words = words;
        }

        abstract void cancel(Lane lane, TinyShop shop) throws IOException, InterruptedException;
    }

    @ParameterizedTest
    @EnumSource
    void cancelledWhileItRestores(From from) throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.damage().slow())) {
            lane.start(shop);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> shop.data.databases().size() == 2);

            from.cancel(lane, shop);

            assertUndone(shop, from.words);
            Restored.assertDataAsItWas(shop);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancelledWhileItAsks(From from) throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.damage())) {
            lane.start(shop);
            lane.awaitQuestion(shop, StepId.APPROVAL);

            from.cancel(lane, shop);

            assertUndone(shop, from.words);
            Restored.assertDataAsItWas(shop);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancelledWhileItDeploys(From from) throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.damage())) {
            shop.slowBuild();
            lane.start(shop);
            lane.awaitQuestion(shop, StepId.APPROVAL);
            lane.answer(shop, Choice.APPROVE);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !shop.programs().isEmpty());

            from.cancel(lane, shop);

            assertUndone(shop, from.words);
            assertSwappedBack(shop);
            assertThat(shop.programs()).isEmpty();
            assertThat(shop.built()).isEqualTo("1.1.0");
        }
    }

    @Test
    void cancelledWhileItAsksWhereUsersAreStillServedChangesNothingForThem() throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.degraded())) {
            lane.start(shop);
            lane.awaitQuestion(shop, StepId.APPROVAL);

            From.API.cancel(lane, shop);

            lane.awaitEnd(shop);
            assertThat(lane.outcome(shop).kind()).isEqualTo(Kind.UNDONE);
            assertThat(lane.outcome(shop).contained()).isFalse();
            Restored.assertDataAsItWas(shop);
            assertThat(shop.allCalls()).isEmpty();
            assertThat(shop.switched()).isEmpty();
            assertThat(shop.running()).isEqualTo("1.1.0");
        }
    }

    @Test
    @Tag("C2")
    void aDeployThatFailsAfterTheSwapLetsTheDataBeSwappedBackWithoutLoss() throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.damage())) {
            shop.failBuild(true);
            lane.start(shop);
            lane.awaitQuestion(shop, StepId.APPROVAL);
            lane.answer(shop, Choice.APPROVE);
            assertThat(lane.awaitQuestion(shop, StepId.DEPLOY).choices()).contains(Choice.UNDO, Choice.RETRY);
            assertThat(shop.killSwitchOn()).isTrue();
            Restored.assertDataOfTheBackup(shop);
            shop.failBuild(false);

            lane.answer(shop, Choice.UNDO);

            assertUndone(shop, "Previous release failed");
            assertSwappedBack(shop);
            assertThat(shop.built()).isEqualTo("1.1.0");
        }
    }

    @Test
    void aDeployThatFailedIsTriedAgainWhenAPersonSaysSo() throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.damage())) {
            shop.failBuild(true);
            lane.start(shop);
            lane.awaitQuestion(shop, StepId.APPROVAL);
            lane.answer(shop, Choice.APPROVE);
            lane.awaitQuestion(shop, StepId.DEPLOY);
            shop.failBuild(false);

            lane.answer(shop, Choice.RETRY);

            lane.awaitEnd(shop);
            Restored.assertIs(lane, shop);
        }
    }

    /** Data was being damaged, so it stays contained throughout. */
    private void assertUndone(TinyShop shop, String why) throws Exception {
        Outcome outcome = lane.awaitEnd(shop).outcome();
        assertThat(outcome.kind()).as(outcome.summary()).isEqualTo(Kind.UNDONE);
        assertThat(outcome.contained()).isTrue();
        assertThat(outcome.summary()).contains(why);
        assertThat(shop.switched()).containsExactly("on");
        assertThat(shop.running()).isEmpty();
        assertThat(Restored.history(lane, shop))
                .singleElement()
                .extracting(HistoryEntry::outcome)
                .isEqualTo(Kind.UNDONE);
    }

    /** What was live for a while may hold rows, so it is kept, and said. */
    private void assertSwappedBack(TinyShop shop) throws Exception {
        assertThat(shop.data.content(shop.name())).isEqualTo(shop.data.damaged());
        assertThat(shop.data.databases()).hasSize(2);
        String restored = shop.data.databases().get(1);
        assertThat(shop.data.content(restored)).isEqualTo(shop.data.good());
        assertThat(lane.look(shop.ref()).orElseThrow().todo()).anyMatch(it -> it.endsWith("is kept as " + restored));
    }
}
