package dev.lastgood.workflows.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.Option;
import dev.lastgood.workflows.plan.Phase;
import dev.lastgood.workflows.plan.Plan;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.RollbackStatus;
import dev.lastgood.workflows.rollback.RollbackStatus.State;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("M5")
class UndoableTest {
    private static final ServiceRef SHOP = new ServiceRef("production", "shop");
    private static final Instant AT = Instant.parse("2026-11-21T04:00:00Z");
    private static final Release V2 = new Release("c2", "v2", AT);

    @Test
    void theNewestWhoseChangesStandIsTaken() {
        var order = undoable(past("00000003", State.UNDONE), past("00000002", State.DONE), past("00000001", State.DONE))
                .order(null, "wrong call", "anna");
        assertThat(order.mode()).isEqualTo(Mode.UNDO);
        assertThat(order.undo().rollback()).isEqualTo("00000002");
        assertThat(order.undo().release()).isEqualTo(V2);
        assertThat(order.options()).containsExactlyInAnyOrder(Option.DATABASE, Option.RELEASE);
        assertThat(order.reason()).isEqualTo("Undo of rollback 00000002: wrong call");
    }

    @Test
    void oneThatIsNotTheNewestIsRefusedWithWhichIs() {
        assertThatThrownBy(() -> undoable(past("00000002", State.DONE), past("00000001", State.DONE))
                        .order("production-shop-00000001", null, "anna"))
                .hasMessageContaining("since rollback 00000001 there was rollback 00000002");
    }

    @Test
    void oneThatLeftNothingIsRefused() {
        assertThatThrownBy(() -> undoable(past("00000001", State.SKIPPED)).order("00000001", null, "anna"))
                .hasMessageContaining("left nothing changed");
    }

    @Test
    void oneThatNobodyKnowsIsLeftToTheServersLedgerForTheDatabaseOnly() {
        var order = undoable().order("0000000A", null, "anna");
        assertThat(order.undo()).isEqualTo(new dev.lastgood.workflows.plan.RollbackRequest.Undo("0000000a", null));
        assertThat(order.options()).containsExactly(Option.DATABASE);
    }

    @Test
    void withNothingOnRecordItIsSaidHowToNameOne() {
        assertThatThrownBy(() -> undoable().order(null, null, "anna"))
                .hasMessageContaining("there is nothing to undo")
                .hasMessageContaining("--rollback");
        assertThatThrownBy(() -> undoable().order("shop", null, "anna")).hasMessageContaining("names no rollback");
    }

    private static Undoable undoable(RollbackStatus... past) {
        return new Undoable(SHOP, List.of(past));
    }

    private static RollbackStatus past(String key, State state) {
        var steps = Stream.of(StepId.SWAP, StepId.DEPLOY)
                .map(it -> new RollbackStatus.Step(it, state, it.budget(), AT, AT, false, null))
                .toList();
        return new RollbackStatus(
                new RollbackRef(SHOP, key),
                Phase.CLOSE,
                "why",
                "anna",
                AT,
                AT,
                new Plan(Mode.ROLL_BACK, List.of(), "", List.of()),
                steps,
                null,
                V2,
                new Release("c1", "v1", null),
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null);
    }
}
