package dev.lastgood.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.Choice;
import dev.lastgood.workflows.rollback.RollbackStatus;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The yes, by each of its roads. */
@Tag("P1")
@Execution(ExecutionMode.CONCURRENT)
class ApprovalTest extends LaneTest {

    @Test
    void byTheApiWithTheNameOfWhoSaysSo() throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.damage());
                StarterInside starter = new StarterInside(lane, shop)) {
            lane.start(shop);
            String question = lane.awaitQuestion(shop, StepId.APPROVAL).id();

            var answer = starter.post(
                    shop, "approve", "{\"by\":\"Cleo\",\"comment\":\"agreed\",\"questionId\":\"" + question + "\"}");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(lane.awaitEnd(shop).timeline())
                    .anyMatch(it -> "Cleo".equals(it.person()) && it.text().contains("agreed"));
            Restored.assertIs(lane, shop);
        }
    }

    @Test
    void byAPlainSignalWhoseNameStandsAsClaimed() throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.damage())) {
            lane.start(shop);
            lane.awaitQuestion(shop, StepId.APPROVAL);

            lane.stub(shop).signal("approveRestore", "Cleo");

            assertThat(lane.awaitEnd(shop).timeline())
                    .anyMatch(it -> "Cleo".equals(it.person()) && it.text().contains("the name is as claimed"));
            Restored.assertIs(lane, shop);
        }
    }

    @Test
    @Tag("D1")
    void ordersThatArriveBetweenQuestionAndYesMakeItAskAgainWithTheNewNumbers() throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.degraded())) {
            lane.start(shop);
            var first = lane.awaitQuestion(shop, StepId.APPROVAL);
            assertThat(shop.running()).as("users are served meanwhile").isEqualTo("1.1.0");
            shop.data.placeOrders(5);

            lane.answer(shop, Choice.APPROVE);

            RollbackStatus asksAgain = lane.until(shop, view -> {
                var question = view.status().question();
                return question != null && !question.id().equals(first.id());
            });
            assertThat(asksAgain.question().step()).isEqualTo(StepId.APPROVAL);
            assertThat(asksAgain.question().lines()).isNotEqualTo(first.lines());
            assertThat(shop.data.content(shop.name())).isNotEqualTo(shop.data.good());
            assertThatThrownBy(() -> lane.answer(shop, Choice.APPROVE))
                    .as("a yes that may have been meant for the old numbers")
                    .hasMessageContaining("has changed since it was first asked");
            lane.answer(shop, asksAgain.question().id(), Choice.APPROVE);
            lane.awaitEnd(shop);
            assertThat(lane.outcome(shop).kind()).isEqualTo(Kind.RESTORED);
            assertThat(shop.data.content(shop.name())).isEqualTo(shop.data.good());
            assertThat(shop.data.orders(shop.data.databases().get(1))).isEqualTo(212);
        }
    }
}
