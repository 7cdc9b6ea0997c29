package dev.lastgood.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.workflows.model.Notice;
import dev.lastgood.workflows.plan.StepId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/catalog.md says what the code does. */
class CatalogDocsTest {
    private final String page = read();

    @Test
    void everyExampleLoads(@TempDir Path folder) {
        List<String> examples = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(it -> it.group(1))
                .filter(it -> it.contains("services:"))
                .toList();
        assertThat(examples)
                .isNotEmpty()
                .allSatisfy(it -> assertThat(Catalog.load(Files.writeString(folder.resolve("lastgood.yml"), it))
                                .services())
                        .isNotEmpty());
    }

    @Test
    void everyStepIsNamedWithItsTime() {
        for (StepId step : StepId.values()) {
            String time = step.budget().toString().substring(2).toLowerCase(Locale.ROOT);
            assertThat(page).contains("`" + step.key() + ": " + time + "`");
        }
    }

    @Test
    void everyKindOfMessageIsNamed() {
        for (Notice.Kind kind : Notice.Kind.values()) {
            assertThat(page).contains("`" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + "`");
        }
    }

    private static String read() {
        try {
            return Files.readString(Path.of("../docs/catalog.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
