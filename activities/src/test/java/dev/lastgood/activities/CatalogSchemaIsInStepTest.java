package dev.lastgood.activities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.activities.database.postgresql.PostgresSettings;
import dev.lastgood.activities.message.MessageTemplates;
import dev.lastgood.activities.support.Http;
import dev.lastgood.catalog.schema.CatalogSchema;
import dev.lastgood.catalog.schema.Kind;
import dev.lastgood.history.artifacts.FolderArtifacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds the checked-in schema of the catalog together with the adapters' settings. */
class CatalogSchemaIsInStepTest {
    private static final Path SCHEMA = Path.of("..", "catalog", "src", "main", "resources" + CatalogSchema.RESOURCE);

    @Test
    void theCheckedInSchemaHoldsEveryAdaptersSettings() throws Exception {
        var builtIn = new BuiltIn(
                Given.settings(), new Http(), new FolderArtifacts(Path.of("target")), new MessageTemplates(null));
        var adapters = builtIn.adapterSettings().byKind();
        adapters.put(Kind.DATABASE, Map.of("postgresql", PostgresSettings.class));
        String generated = CatalogSchema.generate(adapters);
        if (Boolean.getBoolean("lastgood.schema.write")) {
            Files.writeString(SCHEMA, generated);
        }

        assertThat(SCHEMA)
                .as("run 'mvn -pl activities -am test -Dtest=CatalogSchemaIsInStepTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dlastgood.schema.write=true', and commit it")
                .hasContent(generated);
    }
}
