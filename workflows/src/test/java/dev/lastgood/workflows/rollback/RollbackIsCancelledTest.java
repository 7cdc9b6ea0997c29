package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.programs.TemporalServer;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestEnvironmentOptions;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a real server: what a cancellation meets depends on what the server has seen by then. */
class RollbackIsCancelledTest extends RollbackTestBase {
    @TempDir
    static Path folder;

    private static TemporalServer server;
    private String queue = "";

    @BeforeAll
    static void startServer() {
        server = TemporalServer.start(folder, TemporalServer.Options.defaults());
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    TestEnvironmentOptions.Builder options() {
        return super.options().setUseExternalService(true).setTarget(server.address());
    }

    /** One for each test, so that no test picks up what another left. */
    @Override
    String queue() {
        if (queue.isEmpty()) {
            queue = "lastgood-" + UUID.randomUUID();
        }
        return queue;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kill switch on",
                "stop",
                "current",
                "evidence app-log",
                "emergency backup",
                "inspect",
                "choose",
                "restore",
                "compare",
                "swap",
                "deploy v1",
                "start",
                "check health",
                "kill switch off"
            })
    void cancelledAtAnyStepBeforeReopeningEverythingIsUndone(String step) {
        cancelAt(step);
        personSaysYes();

        var outcome = run(request(Impact.DEGRADED));

        assertThat(outcome.summary()).startsWith("cancelled by bob: enough");
        if (outcome.kind() == Kind.UNDONE) {
            assertThat(database.restored).isFalse();
            assertThat(database.shadow).isFalse();
            assertThat(releases.name()).isEqualTo("v2");
        } else {
            assertThat(step).isEqualTo("kill switch off");
        }
        assertThat(releases.running).isTrue();
        assertThat(world.killSwitch).isFalse();
    }

    @Test
    void cancelledWhereDataIsDamagedItStaysContained() {
        cancelAt("deploy v1");
        personSaysYes();

        var outcome = run(request(Impact.DATA_DAMAGE));

        assertThat(outcome.contained()).isTrue();
        assertThat(database.restored).isFalse();
        assertThat(world.killSwitch).isTrue();
    }

    @Test
    void cancelledBeforeAWorkerWasUpNothingIsTouched() {
        var options = io.temporal.client.WorkflowOptions.newBuilder()
                .setWorkflowId(SHOP.rollbackId())
                .setTaskQueue(queue())
                .build();
        var untyped = client.newUntypedWorkflowStub("Rollback", options);
        untyped.signalWithStart("cancel", new Object[] {new Rollback.Cancel("bob", "a mistake")}, new Object[] {
            request(Impact.DATA_DAMAGE)
        });

        var outcome = outcome();

        assertThat(outcome.kind()).isEqualTo(Kind.UNDONE);
        assertThat(outcome.contained()).isFalse();
        assertThat(world.deeds()).isEmpty();
    }

    @Test
    void cancelledWhileAPersonIsAskedItSaysWhoCancelled() {
        personSays(notice -> {
            stub().signal("cancel", new Rollback.Cancel("bob", "enough"));
            return null;
        });

        var outcome = run(request(Impact.DEGRADED));

        assertThat(outcome.summary()).isEqualTo("cancelled by bob: enough.");
        assertThat(timeline()).noneMatch(text -> text.startsWith("No answer to"));
        assertThat(database.shadow).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy v2", "swap back", "drop shadow"})
    void cancelledAgainWhileItIsUndoneTheUndoIsFinished(String undo) {
        world.fail("deploy v1", 1);
        cancelAt(undo);
        personSays(notice -> says(notice.headline().startsWith("Restore") ? Choice.APPROVE : Choice.UNDO));

        var outcome = run(request(Impact.DEGRADED));

        assertThat(outcome.kind()).isEqualTo(Kind.UNDONE);
        assertThat(world.deeds())
                .containsSubsequence("deploy v2", "swap back", "drop shadow", "start", "kill switch off");
    }

    @Test
    void cancelledFromTheTemporalUiItIsUndoneToo() {
        var once = new AtomicBoolean();
        world.before = call -> {
            if (call.equals("deploy v1") && once.compareAndSet(false, true)) {
                stub().cancel();
            }
        };
        personSaysYes();

        start(request(Impact.DEGRADED));

        assertThatThrownBy(this::outcome).hasRootCauseInstanceOf(CanceledFailure.class);
        assertThat(status().outcome().kind()).isEqualTo(Kind.UNDONE);
        assertThat(status().outcome().summary()).startsWith("cancelled, without a name");
        assertThat(database.restored).isFalse();
        assertThat(world.killSwitch).isFalse();
    }

    private void cancelAt(String step) {
        var once = new AtomicBoolean();
        world.before = call -> {
            if (call.equals(step) && once.compareAndSet(false, true)) {
                stub().signal("cancel", new Rollback.Cancel("bob", "enough"));
            }
        };
    }
}
