package dev.lastgood.workflows.restore;

import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.Finding;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.Shadow;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Choose a backup, verify it, restore it beside live, compare. Touches nothing that users see. */
@WorkflowInterface
public interface PrepareRestore {
    @WorkflowMethod(name = "PrepareRestore")
    Prepared prepare(Prepare prepare);

    /** The application no longer writes, or never had to stop: live can be compared now. */
    @SignalMethod(name = "compare")
    void compare();

    /** @param undoOf the key of the rollback whose displaced database is to be put back */
    record Prepare(
            RollbackRef rollback,
            Database database,
            @Nullable Instant before,
            @Nullable String taskQueue,
            @Nullable String undoOf) {
        public Prepare(RollbackRef rollback, Database database, @Nullable Instant before, @Nullable String taskQueue) {
            this(rollback, database, before, taskQueue, null);
        }
    }

    /** @param findings what the swap will meet, found on the server before the backup was restored */
    record Prepared(Backup.Choice choice, Shadow shadow, Comparison comparison, List<Finding> findings) {
        public Prepared {
            findings = findings == null ? List.of() : List.copyOf(findings);
        }

        /** And what came with the restored data; what a person has to know first. */
        public List<Finding> allFindings() {
            return Finding.sorted(
                    Stream.concat(findings.stream(), shadow.findings().stream()).toList());
        }
    }
}
