package dev.lastgood.cli;

import dev.lastgood.workflows.client.DeploymentOrder;
import dev.lastgood.workflows.deployment.DeploymentStatus;
import dev.lastgood.workflows.deployment.DeploymentStatus.Verdict;
import dev.lastgood.workflows.model.ServiceRef;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Over the starter's API. */
final class StarterDeployments implements Deployments {
    private static final String PATH = "/api/deployments";

    private final Api api;

    StarterDeployments(Api api) {
        this.api = api;
    }

    @Override
    public DeploymentStatus tell(DeploymentOrder order) {
        return api.read(api.post(PATH, order), DeploymentStatus.class);
    }

    @Override
    public DeploymentStatus await(ServiceRef service, String id, int seen) {
        return api.read(api.get(path(service, id) + "?wait=10s&seen=" + seen), DeploymentStatus.class);
    }

    @Override
    public List<DeploymentStatus> list(@Nullable String service, @Nullable String environment, int limit) {
        String query = Api.query(Listed.query(service, environment, limit));
        return Arrays.asList(api.read(api.get(PATH + query), DeploymentStatus[].class));
    }

    @Override
    public String judge(ServiceRef service, String id, Verdict verdict, String by, String reason) {
        return Api.message(
                api.post(path(service, id) + "/verdict", Map.of("verdict", verdict, "by", by, "reason", reason)));
    }

    private static String path(ServiceRef service, String id) {
        return PATH + "/" + service.environment() + "/" + service.service() + "/" + id;
    }
}
