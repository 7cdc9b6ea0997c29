package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.decision.Hold;
import dev.lastgood.workflows.hold.KeepHold;
import dev.lastgood.workflows.model.Channel;
import dev.lastgood.workflows.model.Notice.Kind;
import dev.lastgood.workflows.model.Target;
import dev.lastgood.workflows.support.TaskQueues;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("T9")
class HoldTest extends TriageTestBase {
    private static final List<Channel> CHANNELS =
            List.of(new Channel(new Target("slack", "incidents", Map.of()), Set.of(Kind.DECISION)));

    private KeepHold hold(String id) {
        return client.newWorkflowStub(
                KeepHold.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(id)
                        .setTaskQueue(TaskQueues.COMMON)
                        .build());
    }

    private KeepHold.Order order(@Nullable Duration time, boolean lifted) {
        Instant now = Instant.ofEpochMilli(environment.currentTimeMillis());
        var hold = new Hold(
                Hold.Kind.PAUSE, "shop (production)", "ada", "the move", now, time == null ? null : now.plus(time));
        return new KeepHold.Order(hold, lifted, "ada", CHANNELS);
    }

    @Test
    void aPauseTellsPeopleRemindsThemDailyAndEndsByItsTime() {
        String ended = hold("pause-production-shop").keep(order(Duration.ofHours(60), false));

        assertThat(ended).isEqualTo("its time was over");
        assertThat(told(Kind.DECISION))
                .containsExactly(
                        "The pause of shop (production) stands: nothing is rolled back by itself",
                        "The pause of shop (production) still stands: nothing is rolled back by itself",
                        "The pause of shop (production) still stands: nothing is rolled back by itself",
                        "The pause of shop (production) is over, as its time is");
        assertThat(world.notices.get(0).lines())
                .contains("To lift it: lastgood resume shop --environment production --by YOU");
    }

    @Test
    void whoLiftsItIsTold() {
        assertThat(hold("pause-production-shop").keep(order(null, true))).isEqualTo("lifted by ada");

        assertThat(told(Kind.DECISION)).containsExactly("The pause of shop (production) is over, lifted by ada");
    }
}
