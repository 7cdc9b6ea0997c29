package dev.lastgood.cli;

import dev.lastgood.catalog.explain.Explanation;
import dev.lastgood.workflows.client.AlertRow;
import dev.lastgood.workflows.client.DecisionRow;
import dev.lastgood.workflows.client.HistoryRow;
import dev.lastgood.workflows.model.ServiceRef;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What only the starter tells: what is on record, and what would be decided in the light of all that it knows. */
final class Records {
    private final Api api;

    Records(Api api) {
        this.api = api;
    }

    List<HistoryRow> history(Listed listed) {
        return Arrays.asList(api.read(api.get("/api/history" + Api.query(listed.query())), HistoryRow[].class));
    }

    List<DecisionRow> decisions(Listed listed) {
        return Arrays.asList(api.read(api.get("/api/decisions" + Api.query(listed.query())), DecisionRow[].class));
    }

    List<AlertRow> alerts(int limit) {
        return Arrays.asList(api.read(api.get("/api/alerts?limit=" + limit), AlertRow[].class));
    }

    String report(ServiceRef service, @Nullable String rollback) {
        Map<String, @Nullable Object> query = new LinkedHashMap<>();
        query.put("rollback", rollback);
        return api.get(
                "/api/rollbacks/" + service.environment() + "/" + service.service() + "/report" + Api.query(query));
    }

    /** @param body as it was saved */
    Explanation explain(String body, @Nullable Instant at, @Nullable String environment) {
        Map<String, @Nullable Object> query = new LinkedHashMap<>();
        query.put("at", at);
        query.put("environment", environment);
        return api.read(api.postText("/api/explain" + Api.query(query), body), Explanation.class);
    }
}
