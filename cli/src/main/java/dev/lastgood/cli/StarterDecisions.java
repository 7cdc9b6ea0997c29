package dev.lastgood.cli;

import dev.lastgood.workflows.client.TriageView;
import dev.lastgood.workflows.decision.Hold;
import dev.lastgood.workflows.model.ServiceRef;
import dev.lastgood.workflows.triage.Triage;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Over the starter's API. */
final class StarterDecisions implements Decisions {
    private final Api api;

    StarterDecisions(Api api) {
        this.api = api;
    }

    @Override
    public Optional<TriageView> triage(ServiceRef service) {
        try {
            return Optional.of(api.read(api.get(path(service)), TriageView.class));
        } catch (CliProblem e) {
            if (e.exit() == Exit.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public List<TriageView> triages() {
        return Arrays.asList(api.read(api.get("/api/triages"), TriageView[].class));
    }

    @Override
    public Triage.Taken answer(ServiceRef service, Triage.Reply reply) {
        Map<String, @Nullable Object> said = new LinkedHashMap<>();
        said.put("by", reply.person());
        said.put("way", reply.way());
        said.put("comment", reply.comment());
        said.put("questionId", reply.questionId());
        said.put("time", text(reply.time()));
        return api.read(api.post(path(service) + "/answers", said), Triage.Taken.class);
    }

    @Override
    public String cancel(ServiceRef service, String person, String reason) {
        return Api.message(api.post(path(service) + "/cancel", Map.of("by", person, "reason", reason)));
    }

    @Override
    public List<Hold> holds(@Nullable ServiceRef service) {
        return Arrays.asList(api.read(api.get("/api/holds" + Api.query(named(service))), Hold[].class));
    }

    @Override
    public Hold pause(@Nullable ServiceRef service, String reason, String by, @Nullable Duration time) {
        Map<String, @Nullable Object> asked = named(service);
        asked.put("reason", reason);
        asked.put("by", by);
        asked.put("time", text(time));
        return api.read(api.post("/api/pause", asked), Hold.class);
    }

    @Override
    public String resume(@Nullable ServiceRef service, String by) {
        Map<String, @Nullable Object> asked = named(service);
        asked.put("by", by);
        return Api.message(api.delete("/api/pause" + Api.query(asked)));
    }

    @Override
    public String rearm(String by) {
        return Api.message(api.post("/api/brake/rearm", Map.of("by", by)));
    }

    private static Map<String, @Nullable Object> named(@Nullable ServiceRef service) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        named.put("service", service == null ? null : service.service());
        named.put("environment", service == null ? null : service.environment());
        return named;
    }

    private static @Nullable String text(@Nullable Duration time) {
        return time == null ? null : time.toString();
    }

    private static String path(ServiceRef service) {
        return "/api/triages/" + service.environment() + "/" + service.service();
    }
}
