package dev.lastgood.workflows.backup;

import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.ServiceRef;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a backup that a rollback can restore from, and removes those that nothing keeps any more. Its id makes it the only one. */
@WorkflowInterface
public interface BackupDatabase {
    @WorkflowMethod(name = "BackupDatabase")
    Result backup(Order order);

    /**
     * @param by who asked for it
     * @param taskQueue where its activities run, when not on the common queue
     */
    record Order(
            ServiceRef service,
            Database database,
            String by,
            @Nullable String taskQueue) {}

    /**
     * @param summary what was made, as a sentence
     * @param removed the old ones that were removed, by name
     * @param notes what went otherwise than it should, though the backup is good
     */
    record Result(Backup backup, String summary, List<String> removed, List<String> notes) {}

    static String id(ServiceRef service) {
        return "backup-" + service.environment() + "-" + service.service();
    }
}
