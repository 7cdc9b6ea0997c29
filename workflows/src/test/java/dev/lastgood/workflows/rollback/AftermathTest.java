package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.displaced.KeepDisplaced;
import dev.lastgood.workflows.displaced.KeepDisplaced.Decision;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.salvage.Salvage;
import dev.lastgood.workflows.support.TaskQueues;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("M4")
class AftermathTest extends RollbackTestBase {
    private static final String KEEPER = "displaced-127.0.0.1:5432-shop_displaced";

    @BeforeEach
    void yes() {
        personSaysYes();
    }

    private KeepDisplaced.State state() {
        return keeper().query("state", KeepDisplaced.State.class);
    }

    private WorkflowStub keeper() {
        return client.newUntypedWorkflowStub(KEEPER);
    }

    private List<Notice> reminders() {
        return world.notices.stream()
                .filter(notice -> notice.kind() == Notice.Kind.REMINDER)
                .toList();
    }

    private Instant now() {
        return Instant.ofEpochMilli(environment.currentTimeMillis());
    }

    @Test
    void theRowsGivenUpAreKeptAsFilesRightAfterTheSwapAndTheEndingSaysHowToPutThemBack() {
        assertThat(run(request(Impact.DATA_DAMAGE)).kind()).isEqualTo(RollbackStatus.Outcome.Kind.RESTORED);
        client.newUntypedWorkflowStub("salvage-production-shop").getResult(Salvage.Result.class);
        assertThat(aftermath.salvages)
                .containsExactly("extract " + status().rollback().key());
        assertThat(status().left())
                .contains("37 orders were given up; 'lastgood salvage shop -e production' shows what can be put back");
    }

    @Test
    void aRestoreThatGaveUpNothingSalvagesNothing() {
        database.lose(0);
        database.nothingLost = true;
        run(request(Impact.DATA_DAMAGE));
        assertThat(aftermath.salvages).isEmpty();
    }

    @Test
    void theDisplacedDatabaseGoesAfterItsTimeAndPeopleAreToldADayBefore() {
        run(request(Impact.DATA_DAMAGE));
        environment.sleep(Duration.ofDays(6).minusMinutes(30));
        assertThat(reminders()).isEmpty();
        environment.sleep(Duration.ofHours(1));
        assertThat(reminders()).hasSize(1);
        assertThat(reminders().get(0).lines())
                .anyMatch(line -> line.contains("1.4 GB"))
                .anyMatch(line -> line.contains("37 orders"))
                .anyMatch(line -> line.contains("lastgood displaced keep shop_displaced"));
        assertThat(aftermath.drops).isEmpty();
        assertThat(keeper().getResult(String.class)).isEqualTo("shop_displaced is dropped (its time was over)");
        assertThat(aftermath.drops).containsExactly("shop_displaced 1 by null");
    }

    @Test
    void aPersonKeepsItLongerAndIsRemindedAgain() {
        run(request(Impact.DATA_DAMAGE));
        environment.sleep(Duration.ofDays(6).plusHours(1));
        keeper().signal("decide", new Decision("anna", now().plus(Duration.ofDays(14))));
        environment.sleep(Duration.ofDays(12));
        assertThat(aftermath.drops).isEmpty();
        assertThat(reminders()).hasSize(1);
        assertThat(state().note()).startsWith("anna keeps it until");
        environment.sleep(Duration.ofDays(1).plusHours(1));
        assertThat(reminders()).hasSize(2);
        keeper().getResult(String.class);
        assertThat(aftermath.drops).hasSize(1);
    }

    @Test
    void aPersonDropsItAtOnceByName() {
        run(request(Impact.DATA_DAMAGE));
        keeper().signal("decide", new Decision("anna", null));
        assertThat(keeper().getResult(String.class)).isEqualTo("shop_displaced is dropped (by anna)");
        assertThat(aftermath.drops).containsExactly("shop_displaced 1 by anna");
    }

    @Test
    void oneInUseStaysPeopleAreToldAndItIsTriedAgainADayLater() {
        aftermath.inUse = true;
        run(request(Impact.DATA_DAMAGE));
        environment.sleep(Duration.ofDays(7).plusHours(1));
        assertThat(state().note()).isEqualTo("not dropped: shop_displaced is in use");
        assertThat(reminders()).last().satisfies(it -> assertThat(it.headline()).contains("was not dropped"));
        aftermath.inUse = false;
        assertThat(keeper().getResult(String.class)).contains("is dropped");
        assertThat(aftermath.drops).hasSize(1);
    }

    @Test
    void oneThatIsLiveAgainIsLeftAlone() {
        run(request(Impact.DATA_DAMAGE));
        aftermath.displaced = List.of();
        assertThat(keeper().getResult(String.class)).contains("no longer there under that name");
        assertThat(aftermath.drops).isEmpty();
        assertThat(reminders()).isEmpty();
    }

    @Test
    void rowsArePutBackForAPersonAndTheOthersAreTold() {
        var salvage = client.newUntypedWorkflowStub(
                "Salvage",
                WorkflowOptions.newBuilder()
                        .setWorkflowId(Salvage.id(SHOP))
                        .setTaskQueue(TaskQueues.COMMON)
                        .build());
        salvage.start(new Salvage.Order(
                service(Impact.DEGRADED), "0badcafe", List.of("orders"), false, false, Salvage.Until.APPLY, "anna"));
        assertThat(salvage.getResult(Salvage.Result.class).applied().detail()).isEqualTo("37 orders put back for anna");
        assertThat(aftermath.salvages).containsExactly("extract 0badcafe", "apply for anna", "preview [orders]");
        assertThat(reminders())
                .singleElement()
                .satisfies(it -> assertThat(it.lines()).contains("37 orders put back for anna"));
    }
}
