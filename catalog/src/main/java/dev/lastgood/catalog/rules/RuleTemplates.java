package dev.lastgood.catalog.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What lies in {@code rules.yml} among the resources. */
final class RuleTemplates {
    private static final String RESOURCE = "/dev/lastgood/catalog/rules/rules.yml";
    private static final List<RuleTemplate> ALL = read();

    private RuleTemplates() {}

    static List<RuleTemplate> all() {
        return ALL;
    }

    private static List<RuleTemplate> read() {
        try (InputStream in = RuleTemplates.class.getResourceAsStream(RESOURCE)) {
            Object yaml = new Load(LoadSettings.builder().setLabel(RESOURCE).build())
                    .loadFromInputStream(Objects.requireNonNull(in, RESOURCE));
            return new JsonMapper().convertValue(yaml, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
