package dev.lastgood.history;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.lastgood.workflows.rollback.RollbackStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** How a status is written into the history, and read again years and versions later. */
final class HistoryJson {
    private static final JsonMapper MAPPER = mapper();

    private HistoryJson() {}

    static String write(Record status) {
        return MAPPER.writeValueAsString(status);
    }

    /** Fields it does not know are ignored; lists that an older version did not have yet are empty. */
    static RollbackStatus read(String json) {
        return read(json, RollbackStatus.class);
    }

    static <T> T read(String json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }

    /** PostgreSQL keeps no NUL, neither in text nor in jsonb; logs and alerts may hold some. */
    static String withoutNul(String text) {
        return text.replace('\0', '\uFFFD');
    }

    private static JsonMapper mapper() {
        JsonSetter.Value empty = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);
        return JsonMapper.builder()
                .addModule(new SimpleModule().addSerializer(String.class, new StorableText()))
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
                .withConfigOverride(List.class, list -> list.setNullHandling(empty))
                .withConfigOverride(Set.class, set -> set.setNullHandling(empty))
                .withConfigOverride(Map.class, map -> map.setNullHandling(empty))
                .build();
    }

    private static final class StorableText extends StdSerializer<String> {
        StorableText() {
            super(String.class);
        }

        @Override
        public void serialize(String value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(withoutNul(value));
        }
    }
}
