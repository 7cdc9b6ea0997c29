package dev.lastgood.workflows.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.workflows.activities.BackupActivities;
import dev.lastgood.workflows.backup.BackupDatabase.Order;
import dev.lastgood.workflows.backup.BackupDatabase.Result;
import dev.lastgood.workflows.client.BackupClient;
import dev.lastgood.workflows.client.BackupView;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Database;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.support.DataConverters;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import dev.lastgood.workflows.support.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R10")
class BackupDatabaseTest {
    private static final ServiceRef SHOP = new ServiceRef("production", "shop");
    private static final Instant AT = Instant.parse("2026-11-21T03:00:00Z");

    private final World world = new World();
    private TestWorkflowEnvironment environment;
    private WorkflowClient client;

    @BeforeEach
    void start() {
        environment = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(DataConverters.standard())
                        .build())
                .build());
        var worker = environment.newWorker(TaskQueues.COMMON);
        worker.registerWorkflowImplementationTypes(BackupDatabaseWorkflow.class);
        worker.registerActivitiesImplementations(world);
        environment.start();
        client = environment.getWorkflowClient();
    }

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void itMakesOneThenRemovesTheOldAndSaysBoth() {
        Result result = run(BackupDatabase.id(SHOP));

        assertThat(result.summary())
                .isEqualTo(
                        "shop-20261121-030000 is in place and was read back: 6 tables, 1234 rows, 141 MB (directory), as of"
                                + " 2026-11-21 03:00 UTC");
        assertThat(result.removed()).containsExactly("shop-20261101-030000");
        assertThat(world.keys).hasSize(2).allSatisfy(key -> assertThat(key).matches("[0-9a-f]{8}"));
    }

    @Test
    void aBackupIsGoodThoughTheOldOnesCanNotBeRemoved() {
        world.removing = Failures.permanent(FailureType.REFUSED, "permission denied");

        Result result = run(BackupDatabase.id(SHOP));

        assertThat(result.backup().name()).isEqualTo("shop-20261121-030000");
        assertThat(result.notes()).containsExactly("old backups could not be removed: permission denied");
    }

    @Test
    void whatStandsInTheWayIsSaidToWhoeverLooks() {
        world.making = Failures.permanent(FailureType.REFUSED, "s3://shop on AWS: access denied");
        assertThatThrownBy(() -> run(BackupDatabase.id(SHOP))).rootCause().hasMessageContaining("access denied");

        BackupView view = new BackupClient(client).look(SHOP).orElseThrow();

        assertThat(view.state()).isEqualTo(BackupView.State.FAILED);
        assertThat(view.note()).isEqualTo("no backup was made: s3://shop on AWS: access denied");
    }

    @Test
    void underAnotherIdItIsRefusedAsTwoWouldRunAtOnce() {
        assertThatThrownBy(() -> run("backup-by-hand")).rootCause().hasMessageContaining("backup-production-shop");
        assertThat(world.keys).isEmpty();
    }

    private Result run(String id) {
        var options = WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(TaskQueues.COMMON)
                .build();
        return client.newWorkflowStub(BackupDatabase.class, options)
                .backup(new Order(SHOP, new Database("postgresql", "db:5432", "shop", Map.of()), "anna", null));
    }

    private static final class World implements BackupActivities {
        final List<String> keys = new CopyOnWriteArrayList<>();
        volatile RuntimeException making;
        volatile RuntimeException removing;

        @Override
        public Made make(Query query) {
            keys.add(query.run().key());
            if (making != null) {
                throw making;
            }
            return new Made(
                    new Backup("shop-20261121-030000", "/b/shop-20261121-030000", AT, 141_000_000),
                    AT,
                    6,
                    1234,
                    "directory",
                    "");
        }

        @Override
        public Removed removeOld(Query query) {
            keys.add(query.run().key());
            if (removing != null) {
                throw removing;
            }
            return new Removed(List.of("shop-20261101-030000"));
        }
    }
}
