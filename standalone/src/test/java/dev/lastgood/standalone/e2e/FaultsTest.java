package dev.lastgood.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.activities.database.postgresql.server.Ledger;
import dev.lastgood.history.HistoryEntry;
import dev.lastgood.workflows.plan.StepId;
import dev.lastgood.workflows.rollback.RollbackStatus;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import dev.lastgood.workflows.rollback.RollbackStatus.State;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens, and wherever, nothing is lost. By default some telling cells; {@code -Dlastgood.faults=all}, or names of
 * faults and moments such as {@code DISK_FULL,SWAP}, runs every cell that has one of them.
 */
@Tag("faults")
@Execution(ExecutionMode.CONCURRENT)
class FaultsTest {
    private static final Map<Fault, Set<Moment>> TELLING = Map.of(
            Fault.WORKER_KILLED, Set.of(Moment.SWAP, Moment.FINISHED_UNDO),
            Fault.SERVER_RESTARTED, Set.of(Moment.COMPARE, Moment.YES),
            Fault.SERVER_KILLED, Set.of(Moment.RESTORE, Moment.AFTER_SWAP),
            Fault.CONNECTION_CUT, Set.of(Moment.SWAP, Moment.UNDO),
            Fault.DISK_FULL, Set.of(Moment.RESTORE, Moment.SWAP),
            Fault.BACKUP_GONE, Set.of(Moment.VERIFY),
            Fault.TEMPORAL_STOPPED, Set.of(Moment.AFTER_SWAP));

    static Stream<Arguments> cells() {
        String wanted = System.getProperty("lastgood.faults", "");
        Set<String> names = Set.of(wanted.split(","));
        return Arrays.stream(Fault.values())
                .flatMap(fault -> Arrays.stream(Moment.values())
                        .filter(moment -> wanted.isEmpty()
                                ? TELLING.get(fault).contains(moment)
                                : names.contains("all")
                                        || names.contains(fault.name())
                                        || names.contains(moment.name())
                                        || names.contains(fault + "-" + moment))
                        .map(moment -> Arguments.of(fault, moment)));
    }

    @ParameterizedTest(name = "{0} at {1}")
    @MethodSource("cells")
    void nothingIsLost(Fault fault, Moment moment, TestReporter reporter) throws Exception {
        Site site = fault == Fault.TEMPORAL_STOPPED ? Site.stoppable() : Site.get();
        try (Lane lane = site.borrow().working();
                FaultCell cell = new FaultCell(lane, fault, moment)) {
            FaultCell.Held held = moment.reach(cell);
            fault.begin(cell);
            held.release();
            fault.end(cell);
            assertLiveIsWhole(cell);

            RollbackStatus end = cell.toTheEnd();

            reporter.publishEntry(fault + "-" + moment, cell.asked() + " " + end.outcome() + " " + end.timeline());
            if (fault == Fault.DISK_FULL && (moment == Moment.RESTORE || moment == Moment.SWAP)) {
                assertThat(cell.asked()).singleElement().asString().contains("disk", "full");
            }
            assertThat(lane.deaths()).as("kills").isEqualTo(fault == Fault.WORKER_KILLED ? 1 : 0);
            if (moment == Moment.UNDO) {
                assertTakenBack(cell, end);
            } else if (moment == Moment.FINISHED_UNDO) {
                assertUndone(cell, end);
            } else {
                Restored.assertIs(lane, cell.shop);
                assertThat(step(end, StepId.SWAP).state()).isEqualTo(State.DONE);
            }
            assertNothingIsLeft(cell, end);
        }
    }

    /** Of the data there are two states only, at any time. */
    private static void assertLiveIsWhole(FaultCell cell) {
        TinyShop shop = cell.shop;
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(shop.data.content(shop.name())).isIn(shop.data.damaged(), shop.data.good()));
    }

    private static void assertTakenBack(FaultCell cell, RollbackStatus end) throws Exception {
        TinyShop shop = cell.shop;
        assertThat(end.outcome().kind()).as(end.outcome().summary()).isEqualTo(Kind.UNDONE);
        assertThat(shop.data.content(shop.name())).isEqualTo(shop.data.damaged());
        assertThat(step(end, StepId.SWAP).state()).isEqualTo(State.UNDONE);
        assertThat(Restored.history(cell.lane, shop))
                .singleElement()
                .extracting(HistoryEntry::outcome)
                .isEqualTo(Kind.UNDONE);
    }

    private static void assertUndone(FaultCell cell, RollbackStatus end) throws Exception {
        TinyShop shop = cell.shop;
        assertThat(end.outcome().kind()).as(end.outcome().summary()).isEqualTo(Kind.RESTORED);
        assertThat(shop.data.content(shop.name())).isEqualTo(shop.data.damaged());
        assertThat(shop.running()).isEqualTo("1.1.0");
        assertThat(shop.killSwitchOn()).isFalse();
        assertThat(step(end, StepId.SWAP).state()).isEqualTo(State.DONE);
        assertThat(Restored.history(cell.lane, shop))
                .hasSize(2)
                .allSatisfy(it -> assertThat(it.outcome()).isEqualTo(Kind.RESTORED));
    }

    /** Each database beside the live one is known by its ledger and named to a person; nobody works any more. */
    private static void assertNothingIsLeft(FaultCell cell, RollbackStatus end) throws Exception {
        Map<String, String> databases = cell.server.databases();
        databases.remove(cell.shop.name());
        assertThat(databases).hasSize(1);
        databases.forEach((name, comment) -> {
            assertThat(Ledger.parse(comment)).as(name).isPresent();
            assertThat(end.left()).as(name).anyMatch(it -> it.contains(name));
            assertThat(step(end, StepId.SWAP).detail()).contains("kept as " + name);
        });
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(cell.server.work()).isEmpty());
    }

    private static RollbackStatus.Step step(RollbackStatus status, StepId step) {
        return status.steps().stream()
                .filter(it -> it.step() == step)
                .findFirst()
                .orElseThrow();
    }
}
