package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.decision.Decision;
import dev.lastgood.workflows.decision.Decision.Verdict;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Channel;
import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.model.Notice.Kind;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.model.Target;
import dev.lastgood.workflows.noted.NoteDecision;
import dev.lastgood.workflows.noted.Noted;
import dev.lastgood.workflows.noted.TellOnce;
import dev.lastgood.workflows.support.TaskQueues;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class NotedTest extends TriageTestBase {
    private static final List<Channel> CHANNELS =
            List.of(new Channel(new Target("slack", "incidents", Map.of()), Set.of(Kind.DECISION)));

    private void note(Alert alert, @Nullable ServiceRef service, Verdict verdict, String why) {
        var noted = new Noted(alert, service, new Decision(verdict, null, List.of(why), Instant.now()), CHANNELS, true);
        client.newWorkflowStub(
                        NoteDecision.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(noted.id())
                                .setTaskQueue(TaskQueues.COMMON)
                                .build())
                .note(noted);
    }

    @Test
    @Tag("T11")
    void anAlertThatNoServiceTakesIsKeptAndToldOnceAnHour() {
        note(alert("P1", "f1", true), null, Verdict.IGNORED, "no service of the catalog takes it");
        note(alert("P1", "f2", true), null, Verdict.IGNORED, "no service of the catalog takes it");

        Awaitility.await().until(() -> !world.notices.isEmpty());
        assertThat(told(Kind.DECISION)).containsExactly("No service of the catalog takes the alert HighErrorRate");
        assertThat(decisions.records).hasSize(2);
    }

    @Test
    @Tag("T11")
    void whatWasToldStandsForAnHourSoThatTheLikeIsNotToldAgain() {
        var notice = new Notice(Kind.DECISION, new RollbackRef(SHOP, "1a2b3c4d"), "held", Map.of(), List.of());
        long begun = environment.currentTimeMillis();

        client.newWorkflowStub(
                        TellOnce.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId("told-1")
                                .setTaskQueue(TaskQueues.COMMON)
                                .build())
                .tell(new TellOnce.Order(CHANNELS, notice, Duration.ofHours(1)));

        assertThat(Duration.ofMillis(environment.currentTimeMillis() - begun)).isGreaterThan(Duration.ofMinutes(59));
        assertThat(told(Kind.DECISION)).containsExactly("held");
    }

    @Test
    @Tag("T4")
    void whatIsHeldIsToldWithWhatHoldsItAndHowToRollBackAllTheSame() {
        note(alert("P0", "f1", true), SHOP, Verdict.HELD, "paused by ada (the move)");

        Awaitility.await().until(() -> !world.notices.isEmpty());
        assertThat(world.notices).singleElement().satisfies(it -> {
            assertThat(it.headline())
                    .isEqualTo("shop (production) is not rolled back by itself: paused by ada (the move)");
            assertThat(it.lines())
                    .contains("To roll it back all the same: lastgood start shop --environment production --by YOU"
                            + " --reason WHY");
        });
    }
}
