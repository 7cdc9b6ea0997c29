package dev.lastgood.activities.evidence;

import dev.lastgood.workflows.model.Target;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The alert itself, as it came. */
public final class AlertSource implements EvidenceSource {
    private final JsonMapper json = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** Catalogs set nothing; the workflow hands the alert's own fields. */
    public record Config() {}

    @Override
    public String type() {
        return "alert";
    }

    @Override
    public Class<Config> settings() {
        return Config.class;
    }

    @Override
    public String extension() {
        return "json";
    }

    @Override
    public String read(Target source) {
        Map<String, Object> alert = source.settings();
        return json.writeValueAsString(alert) + "\n";
    }
}
