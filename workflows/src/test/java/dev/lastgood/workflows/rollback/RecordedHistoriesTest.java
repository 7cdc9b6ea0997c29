package dev.lastgood.workflows.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An upgrade in the middle of a rollback changes nothing for it: what each version has run, this one runs the same way. */
class RecordedHistoriesTest extends RollbackTestBase {

    static List<String> recorded() throws IOException {
        try (Stream<Path> files = Files.walk(RecordHistories.FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(file -> RecordHistories.FOLDER.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void whatAVersionHasRunIsReplayed(String file) throws Exception {
        replay(file, Files.readString(RecordHistories.FOLDER.resolve(file)));
    }

    @Test
    void everyKindOfWorkflowIsAmongThem() throws IOException {
        assertThat(recorded().toString()).contains("PrepareRestore", "SwapRestore", "ReleaseRollback", "restored.json");
    }

    @Test
    void aHistoryThatWentAnotherWayIsNotTakenForTheSame() throws IOException {
        String other = Files.readString(RecordHistories.FOLDER.resolve("v1").resolve("restored.json"))
                .replace("TurnKillSwitch", "SomethingElse");

        assertThatThrownBy(() -> replay("restored.json", other)).hasStackTraceContaining("NonDeterministic");
    }

    private void replay(String name, String json) throws Exception {
        // A rollback looks at its own id; its children do not.
        boolean child = name.matches(".*\\.\\d+-\\w+\\.json");
        var history = child
                ? WorkflowExecutionHistory.fromJson(json)
                : WorkflowExecutionHistory.fromJson(json, SHOP.rollbackId());
        var worker = environment.getWorkerFactory().getWorker(queue());
        WorkflowReplayer.replayWorkflowExecution(history, worker);
    }
}
