package dev.lastgood.cli;

import dev.lastgood.workflows.client.DeploymentOrder;
import dev.lastgood.workflows.deployment.DeploymentStatus;
import dev.lastgood.workflows.deployment.DeploymentStatus.Verdict;
import dev.lastgood.workflows.model.ServiceRef;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Over the starter's API. */
final class StarterDeployments implements Deployments {
    private static final String PATH = "/api/deployments";

    private final Starter starter;

    StarterDeployments(Starter starter) {
        this.starter = starter;
    }

    @Override
    public DeploymentStatus tell(DeploymentOrder order) {
        return starter.read(starter.post(PATH, order), DeploymentStatus.class);
    }

    @Override
    public DeploymentStatus await(ServiceRef service, String id, int seen) {
        return starter.read(starter.get(path(service, id) + "?wait=10s&seen=" + seen), DeploymentStatus.class);
    }

    @Override
    public List<DeploymentStatus> list(@Nullable ServiceRef service, int limit) {
        Map<String, @Nullable Object> query = new LinkedHashMap<>();
        query.put("service", service == null ? null : service.service());
        query.put("environment", service == null ? null : service.environment());
        query.put("limit", limit);
        return Arrays.asList(starter.read(starter.get(PATH + Starter.query(query)), DeploymentStatus[].class));
    }

    @Override
    public String judge(ServiceRef service, String id, Verdict verdict, String by, String reason) {
        String body =
                starter.post(path(service, id) + "/verdict", Map.of("verdict", verdict, "by", by, "reason", reason));
        return Json.MAPPER.readTree(body).path("message").asString();
    }

    private static String path(ServiceRef service, String id) {
        return PATH + "/" + service.environment() + "/" + service.service() + "/" + id;
    }
}
