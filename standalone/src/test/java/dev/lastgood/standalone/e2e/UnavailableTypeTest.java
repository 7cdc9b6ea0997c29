package dev.lastgood.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.catalog.Catalog;
import dev.lastgood.workflows.client.RollbackOrder;
import dev.lastgood.workflows.plan.Option;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.Choice;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A catalog may name a platform that this version does not have; a rollback of it must say so before it touches anything. */
@Execution(ExecutionMode.CONCURRENT)
class UnavailableTypeTest extends LaneTest {

    @Test
    void aRollbackThatNeedsAPlatformWhichTheWorkerDoesNotHaveSaysSoAndTouchesNothing() throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.degraded())) {
            Path catalog = Files.writeString(
                    shop.catalogFile().resolveSibling("on-vercel.yml"),
                    Files.readString(shop.catalogFile()).replace("type: git\n", "type: vercel\n"));
            var order = new RollbackOrder(
                    shop.name(), null, null, Set.of(Option.RELEASE), null, null, "orders are lost", "Ann, on call");

            lane.rollbacks.start(order.request(
                    UUID.randomUUID().toString(), Catalog.load(catalog).get(shop.name(), null), false));

            var question = lane.awaitQuestion(shop, StepId.FIND_RELEASE);
            assertThat(question.text() + question.lines())
                    .contains("release type 'vercel' is not known to this worker; it knows git");
            lane.answer(shop, Choice.UNDO);
            assertThat(lane.awaitEnd(shop).outcome().kind()).isEqualTo(Outcome.Kind.UNDONE);
            assertThat(shop.switched()).isEmpty();
            assertThat(shop.calls()).isEmpty();
            assertThat(shop.running()).isEqualTo("1.1.0");
        }
    }
}
