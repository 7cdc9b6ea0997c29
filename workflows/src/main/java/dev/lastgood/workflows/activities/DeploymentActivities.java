package dev.lastgood.workflows.activities;

import dev.lastgood.workflows.deployment.DeploymentStatus;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.ServiceRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the watch of a deployment needs of the history and of the rollbacks beside it. */
@ActivityInterface
public interface DeploymentActivities {

    /** Puts the deployment on record; written again with its verdict, which marks the release. */
    @ActivityMethod(name = "RecordDeployment")
    Recorded record(Entry entry);

    /** The service's newest rollback that runs or has changed something. */
    @ActivityMethod(name = "LookForRollback")
    Seen rollback(Query query);

    record Entry(DeploymentStatus status) {}

    record Recorded(String id) {}

    record Query(ServiceRef service) {}

    /**
     * @param rollback its id; null where there is none
     * @param endedAt null while it runs
     * @param to what it goes back to, as far as that is known
     */
    record Seen(
            @Nullable String rollback,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Release to) {
        public static final Seen NONE = new Seen(null, null, null, null);

        public boolean runs() {
            return rollback != null && endedAt == null;
        }
    }
}
