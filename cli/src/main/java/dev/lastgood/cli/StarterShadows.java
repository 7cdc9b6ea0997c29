package dev.lastgood.cli;

import dev.lastgood.workflows.client.ShadowClient.Made;
import dev.lastgood.workflows.model.ReadyShadow;
import dev.lastgood.workflows.model.ServiceRef;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Over the starter's API. */
final class StarterShadows implements Shadows {
    private final Api api;

    StarterShadows(Api api) {
        this.api = api;
    }

    @Override
    public List<ServiceRef> services() {
        return Arrays.asList(api.read(api.get("/api/services"), ServiceRef[].class));
    }

    @Override
    public List<ReadyShadow> list(ServiceRef service) {
        return Arrays.asList(api.read(api.get(path(service)), ReadyShadow[].class));
    }

    @Override
    public Made make(Kind kind, ServiceRef service, @Nullable String note, String by) {
        Map<String, @Nullable Object> asked = new LinkedHashMap<>();
        asked.put("by", by);
        asked.put("note", note);
        return api.read(api.post(path(service) + "/" + kind.path(), asked), Made.class);
    }

    @Override
    public Made made(Kind kind, ServiceRef service) {
        return api.read(api.get(path(service) + "/" + kind.path()), Made.class);
    }

    private static String path(ServiceRef service) {
        return "/api/shadows/" + service.environment() + "/" + service.service();
    }
}
