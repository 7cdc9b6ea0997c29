package dev.lastgood.catalog.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaInStepTest {
    @Test
    void write() throws Exception {
        Path p = Path.of("src/main/resources/dev/lastgood/catalog/lastgood.schema.json");
        Files.writeString(p, CatalogSchema.generate(Map.of()));
        assertThat(p).exists();
    }
}
