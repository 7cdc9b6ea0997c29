package dev.lastgood.cli;

import dev.lastgood.workflows.client.DeploymentOrder;
import dev.lastgood.workflows.deployment.DeploymentStatus;
import dev.lastgood.workflows.deployment.DeploymentStatus.Verdict;
import dev.lastgood.workflows.model.ServiceRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked of deployments by both roads. */
interface Deployments {
    DeploymentStatus tell(DeploymentOrder order);

    /**
     * Answers soon, or when there is news.
     *
     * @param seen how many lines are known
     */
    DeploymentStatus await(ServiceRef service, String id, int seen);

    /** The newest first. */
    List<DeploymentStatus> list(@Nullable String service, @Nullable String environment, int limit);

    String judge(ServiceRef service, String id, Verdict verdict, String by, String reason);
}
