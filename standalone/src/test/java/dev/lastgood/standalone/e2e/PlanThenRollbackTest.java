package dev.lastgood.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.client.PlanClient;
import dev.lastgood.workflows.client.RollbackOrder;
import dev.lastgood.workflows.model.CheckResult;
import dev.lastgood.workflows.model.CheckResult.Asked;
import dev.lastgood.workflows.plan.PlanView;
import dev.lastgood.workflows.rollback.RollbackStatus;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The plan of a real service, made by a real worker, and then the rollback that it told of. */
@Tag("T10")
@Tag("V7")
@Tag("V10")
@Execution(ExecutionMode.CONCURRENT)
class PlanThenRollbackTest extends LaneTest {

    @Test
    void aPlanSeesWhatTheRollbackThenDoesAndTouchesNothing() throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.degraded())) {
            PlanView seen = plan(shop);

            assertThat(seen.inTheWay()).isEmpty();
            assertThat(seen.inTheWayOfAlerts()).isEmpty();
            assertThat(seen.from().name()).isEqualTo("1.1.0");
            assertThat(seen.to().name()).isEqualTo("1.0.0");
            assertThat(seen.backup().backup().name())
                    .isEqualTo(shop.backup().getFileName().toString());
            assertThat(seen.found()).anyMatch(line -> line.contains("the swap: "));
            assertThat(seen.checks()).isNotEmpty();
            assertThat(shop.allCalls()).isEmpty();
            assertThat(shop.switched()).isEmpty();
            assertThat(lane.look(shop.ref())).isEmpty();

            lane.start(shop);
            RollbackStatus status = lane.approveToTheEnd(shop);

            Restored.assertIs(lane, shop);
            assertThat(status.to()).isEqualTo(seen.to());
            assertThat(status.checks())
                    .extracting(CheckResult::asked)
                    .contains(Asked.BEFORE_REOPENING, Asked.AFTER_REOPENING, Asked.WATCHING);
            assertThat(status.checks()).anyMatch(result -> result.before() != null);
            assertThat(status.watched()).isNotEmpty();
            assertThat(status.timeline()).anyMatch(it -> it.text().startsWith("The checks before the rollback: "));
        }
    }

    private PlanView plan(TinyShop shop) {
        var order = new RollbackOrder(shop.name(), null, null, null, null, null, null, null);
        return new PlanClient(lane.connection.client())
                .look(
                        order.toSeeThePlan(
                                UUID.randomUUID().toString(), shop.catalog().get(shop.name(), null)),
                        List.of());
    }
}
