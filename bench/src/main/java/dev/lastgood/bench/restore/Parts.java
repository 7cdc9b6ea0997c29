package dev.lastgood.bench.restore;

import dev.lastgood.activities.database.DatabaseActivitiesImpl;
import dev.lastgood.activities.database.postgresql.PostgresDatabase;
import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.programs.PostgresPrograms;
import dev.lastgood.workflows.activities.DatabaseActivities;
import dev.lastgood.workflows.activities.DatabaseActivities.Choose;
import dev.lastgood.workflows.activities.DatabaseActivities.Compare;
import dev.lastgood.workflows.activities.DatabaseActivities.Query;
import dev.lastgood.workflows.activities.DatabaseActivities.Restore;
import dev.lastgood.workflows.activities.DatabaseActivities.Swap;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.support.DataConverters;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The activities one by one, as a worker runs them. */
final class Parts implements AutoCloseable {
    private final TestActivityEnvironment temporal;
    private final DatabaseActivities activities;
    private final Database database;

    Parts(PostgresPrograms programs, Database database) {
        this.database = database;
        temporal = TestActivityEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(DataConverters.standard())
                        .build())
                .build());
        temporal.registerActivitiesImplementations(
                new DatabaseActivitiesImpl(List.of(new PostgresDatabase(programs, new Secrets(Map.of()), List.of()))));
        activities = temporal.newActivityStub(
                DatabaseActivities.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofHours(1))
                        .setHeartbeatTimeout(Duration.ofMinutes(1))
                        .build());
    }

    /** A rollback of its own, so that each makes a shadow of its own. */
    static RollbackRef rollback(int number) {
        return new RollbackRef(new ServiceRef("bench", "shop"), String.format("%08x", number));
    }

    Backup choose(RollbackRef rollback) {
        return activities.chooseBackup(new Choose(rollback, database, null)).backup();
    }

    Shadow restore(RollbackRef rollback, Backup backup) {
        return activities.restoreShadow(new Restore(rollback, database, backup));
    }

    Comparison compare(RollbackRef rollback, Shadow shadow, Backup backup) {
        return activities.compare(new Compare(rollback, database, shadow, backup));
    }

    Backup emergencyBackup(RollbackRef rollback) {
        return activities.emergencyBackup(new Query(rollback, database));
    }

    void swap(RollbackRef rollback, Shadow shadow) {
        activities.swap(new Swap(rollback, database, shadow));
    }

    void swapBack(RollbackRef rollback, Shadow shadow) {
        activities.swapBack(new Swap(rollback, database, shadow));
    }

    void drop(RollbackRef rollback) {
        activities.dropShadow(new Query(rollback, database));
    }

    @Override
    public void close() {
        temporal.close();
    }
}
