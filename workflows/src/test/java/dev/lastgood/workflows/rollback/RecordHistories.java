package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.TestRequests;
import dev.lastgood.workflows.decision.Decider;
import dev.lastgood.workflows.decision.Policy;
import dev.lastgood.workflows.decision.World;
import dev.lastgood.workflows.model.Alert;
import dev.lastgood.workflows.model.Cause;
import dev.lastgood.workflows.model.Impact;
import dev.lastgood.workflows.plan.Mode;
import dev.lastgood.workflows.plan.Option;
import dev.lastgood.workflows.plan.RollbackRequest;
import dev.lastgood.workflows.rollback.RollbackStatus.Outcome.Kind;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Not a test: records the histories that {@link RecordedHistoriesTest} replays. Once a version is released, its folder is left alone
 * and {@link #VERSION} goes up. Runs as CONTRIBUTING.md says.
 */
@EnabledIfSystemProperty(named = "lastgood.histories.record", matches = "true")
class RecordHistories extends RollbackTestBase {
    static final Path FOLDER = Path.of("src", "test", "resources", "histories");
    private static final String VERSION = "v2";

    @Test
    void restored() throws IOException {
        personSaysYes();
        record("restored", request(Impact.DATA_DAMAGE), Kind.RESTORED);
    }

    @Test
    void saidNo() throws IOException {
        personSays(notice -> says(Choice.REJECT));
        record("said-no", request(Impact.DATA_DAMAGE), Kind.UNDONE);
    }

    @Test
    void noAnswer() throws IOException {
        record("no-answer", request(Impact.DEGRADED), Kind.UNDONE);
    }

    @Test
    void deployFailsAndIsUndone() throws IOException {
        world.fail("deploy v1", 1);
        personSays(notice -> says(notice.headline().startsWith("Restore") ? Choice.APPROVE : Choice.UNDO));
        record("deploy-fails-and-is-undone", request(Impact.DEGRADED), Kind.UNDONE);
    }

    @Test
    void containedThenRolledBack() throws IOException {
        personSays(notice -> says(notice.headline().startsWith("Restore") ? Choice.APPROVE : Choice.ROLL_BACK));
        record("contained-then-rolled-back", request(Impact.DATA_DAMAGE).as(Mode.CONTAIN), Kind.RESTORED);
    }

    @Test
    void reopened() throws IOException {
        record("reopened", request(Impact.DATA_DAMAGE).as(Mode.REOPEN), Kind.RESTORED);
    }

    @Test
    void cancelled() throws IOException {
        var once = new AtomicBoolean();
        world.before = call -> {
            if (call.equals("deploy v1") && once.compareAndSet(false, true)) {
                stub().signal("cancel", new Rollback.Cancel("bob", "enough"));
            }
        };
        personSaysYes();
        record("cancelled", request(Impact.DEGRADED), Kind.UNDONE);
    }

    @Test
    void driftedAndAskedAgain() throws IOException {
        personSays(notice -> {
            database.lose(40);
            return says(Choice.APPROVE);
        });
        record("drifted-and-asked-again", request(Impact.DATA_DAMAGE), Kind.RESTORED);
    }

    @Test
    void databaseOnly() throws IOException {
        personSaysYes();
        var request = TestRequests.of(service(Impact.DATA_DAMAGE))
                .by("anna", "a script went wrong")
                .options(Option.DATABASE)
                .build();
        record("database-only", request, Kind.RESTORED);
    }

    @Test
    void automatic() throws IOException {
        var alert = new Alert("f1", true, Instant.now(), Map.of("alertname", "HighErrorRate"), Map.of(), "");
        var decided = Decider.decide(alert, Policy.standard(), World.quiet(Instant.now()));
        var request = request(Impact.DATA_DAMAGE).causedBy(new Cause("alertmanager", "errors", alert, decided));
        personSaysYes();
        record("automatic", request, Kind.RESTORED);
    }

    private void record(String name, RollbackRequest request, Kind expected) throws IOException {
        assertThat(run(request).kind()).isEqualTo(expected);
        WorkflowExecutionHistory rollback = client.fetchHistory(SHOP.rollbackId());
        write(name, rollback);
        int child = 0;
        for (var event : rollback.getEvents()) {
            if (event.hasChildWorkflowExecutionStartedEventAttributes()) {
                var started = event.getChildWorkflowExecutionStartedEventAttributes();
                String type = started.getWorkflowType().getName();
                // What outlives a rollback runs under ids of its own, which its replay would have to know.
                if (Set.of("Salvage", "KeepDisplaced", "NoteDecision").contains(type)) {
                    continue;
                }
                WorkflowExecution execution = started.getWorkflowExecution();
                write(
                        name + "." + ++child + "-" + type,
                        client.fetchHistory(execution.getWorkflowId(), execution.getRunId()));
            }
        }
    }

    private static void write(String name, WorkflowExecutionHistory history) throws IOException {
        Path folder = Files.createDirectories(FOLDER.resolve(VERSION));
        Files.writeString(folder.resolve(name + ".json"), history.toJson(true) + "\n");
    }
}
