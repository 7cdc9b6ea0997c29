package dev.lastgood.cli;

import dev.lastgood.workflows.client.DeploymentClient;
import dev.lastgood.workflows.client.DeploymentOrder;
import dev.lastgood.workflows.deployment.DeploymentStatus;
import dev.lastgood.workflows.deployment.DeploymentStatus.Verdict;
import dev.lastgood.workflows.model.Service;
import dev.lastgood.workflows.model.ServiceRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Straight to Temporal, which knows the newest ones of each service only. */
final class DirectDeployments implements Deployments {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DeploymentClient client;
    private final Direct direct;

    DirectDeployments(DeploymentClient client, Direct direct) {
        this.client = client;
        this.direct = direct;
    }

    @Override
    public DeploymentStatus tell(DeploymentOrder order) {
        Service service = direct.named(String.valueOf(order.service()), order.environment());
        return client.tell(service, order, direct.searchable(), id -> Optional.empty());
    }

    @Override
    public DeploymentStatus await(ServiceRef service, String id, int seen) {
        return DeploymentClient.await(() -> client.look(service, id), seen, PATIENCE)
                .orElseThrow(() -> DeploymentClient.none(service, id));
    }

    @Override
    public List<DeploymentStatus> list(@Nullable String service, @Nullable String environment, int limit) {
        List<ServiceRef> services = direct.catalog().services().stream()
                .map(Service::ref)
                .filter(it -> service == null || it.service().equals(service))
                .filter(it -> environment == null || it.environment().equals(environment))
                .toList();
        return services.stream()
                .flatMap(it -> client.recent(it).stream())
                .sorted((one, other) ->
                        other.deployment().at().compareTo(one.deployment().at()))
                .limit(limit)
                .toList();
    }

    @Override
    public String judge(ServiceRef service, String id, Verdict verdict, String by, String reason) {
        return client.judge(service, id, verdict, by, reason);
    }
}
