package dev.lastgood.cli;

import dev.lastgood.workflows.client.RollbackOrder;
import dev.lastgood.workflows.plan.Plan;
import dev.lastgood.workflows.plan.PlanView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Over the starter's API. */
final class StarterPlans implements Plans {
    private final Api api;

    StarterPlans(Api api) {
        this.api = api;
    }

    @Override
    public PlanView look(RollbackOrder order) {
        return api.read(api.post("/api/plans", order), PlanView.class);
    }

    @Override
    public Plan plan(RollbackOrder order) {
        Map<String, @Nullable Object> query = new LinkedHashMap<>();
        query.put("service", order.service());
        query.put("environment", order.environment());
        query.put("mode", order.mode());
        query.put(
                "options",
                order.options() == null || order.options().isEmpty()
                        ? null
                        : order.options().stream().map(Enum::name).collect(Collectors.joining(",")));
        query.put("toRelease", order.toRelease());
        query.put("damagedSince", order.damagedSince());
        query.put("script", order.script());
        return api.read(api.get("/api/plan" + Api.query(query)), Plan.class);
    }
}
