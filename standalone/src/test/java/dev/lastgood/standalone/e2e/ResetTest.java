package dev.lastgood.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.Choice;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import io.temporal.api.enums.v1.ResetReapplyExcludeType;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code temporal workflow reset}: what was done is found done, the data above all. */
@Tag("T2")
@Tag("D2")
@Execution(ExecutionMode.CONCURRENT)
class ResetTest extends LaneTest {

    @ParameterizedTest
    @ValueSource(strings = {"PrepareRestore", "SwapRestore", "ReleaseRollback"})
    void aFinishedRollbackThatIsResetToBeforeAChildDoesNotSwapAgain(String child) throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.damage())) {
            lane.start(shop);
            lane.approveToTheEnd(shop);
            Restored.assertIs(lane, shop);
            List<String> databases = shop.data.databases();
            shop.data.placeOrders(3);
            String used = shop.data.content(shop.name());

            reset(shop, child);
            lane.approveToTheEnd(shop);

            assertThat(lane.outcome(shop).kind())
                    .as(lane.outcome(shop).summary())
                    .isEqualTo(Kind.RESTORED);
            assertThat(shop.data.content(shop.name()))
                    .as("with what was ordered since")
                    .isEqualTo(used);
            assertThat(shop.data.databases()).isEqualTo(databases);
            assertThat(shop.data.content(databases.get(1))).isEqualTo(shop.data.damaged());
            assertThat(shop.running()).isEqualTo("1.0.0");
            assertThat(shop.killSwitchOn()).isFalse();
            assertThat(Restored.history(lane, shop)).hasSize(1);
        }
    }

    @Test
    void aRunningRollbackThatIsResetToBeforeTheSwapNeedsTheYesAgainAndDoesNotSwapAgain() throws Exception {
        try (TinyShop shop = shop(TinyShop.Options.damage())) {
            shop.failBuild(true);
            lane.start(shop);
            lane.awaitQuestion(shop, StepId.APPROVAL);
            lane.answer(shop, Choice.APPROVE);
            lane.awaitQuestion(shop, StepId.DEPLOY);
            shop.failBuild(false);

            reset(shop, "SwapRestore", ResetReapplyExcludeType.RESET_REAPPLY_EXCLUDE_TYPE_UPDATE);

            lane.awaitQuestion(shop, StepId.APPROVAL);
            lane.approveToTheEnd(shop);
            Restored.assertIs(lane, shop);
        }
    }

    private void reset(TinyShop shop, String beforeChild, ResetReapplyExcludeType... without) {
        var execution = lane.stub(shop).describe().getExecution();
        lane.connection
                .stubs()
                .blockingStub()
                .resetWorkflowExecution(ResetWorkflowExecutionRequest.newBuilder()
                        .setNamespace(lane.namespace)
                        .setWorkflowExecution(execution)
                        .setReason("a person looked at it")
                        .setRequestId(UUID.randomUUID().toString())
                        .addAllResetReapplyExcludeTypes(List.of(without))
                        .setWorkflowTaskFinishEventId(
                                Histories.taskThatStarted(Histories.of(lane, execution), beforeChild))
                        .build());
    }
}
