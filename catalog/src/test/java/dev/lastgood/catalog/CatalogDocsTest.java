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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/catalog.md says what the code does. */
class CatalogDocsTest {
    private final String page = read("../docs/catalog.md");

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

    /** Those of docs/checks.md are entries of a service's checks. */
    @Test
    void everyExampleOfAChecksTypeLoads(@TempDir Path folder) {
        List<String> examples = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(read("../docs/checks.md"))
                .results()
                .map(it -> it.group(1))
                .map(it -> it.startsWith("services:")
                        ? it
                        : "services:\n  shop:\n    impact: degraded\n    alerts: {service: shop}\n    environments: {production: null}\n"
                                + "    checks:\n" + it.indent(6))
                .toList();
        assertThat(examples)
                .hasSizeGreaterThan(11)
                .allSatisfy(it -> assertThat(Catalog.load(Files.writeString(folder.resolve("lastgood.yml"), it))
                                .services())
                        .isNotEmpty());
    }

    /** Those of docs/verification.md and docs/deployments.md are parts of a service; pipelines' files are none. */
    @Test
    void everyExampleOfWhatFollowsLoads(@TempDir Path folder) {
        List<String> examples = Stream.of("../docs/verification.md", "../docs/deployments.md")
                .flatMap(it -> Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                        .matcher(read(it))
                        .results())
                .map(it -> it.group(1).replace("[…]", "[]").replaceFirst("^services:\n  shop:\n", ""))
                .filter(it -> it.strip().matches("(?s)(verification|checks:|watch:\\s+window).*"))
                .map(it ->
                        "services:\n  shop:\n    impact: degraded\n    alerts: {service: shop}\n    environments: {production: null}\n"
                                + "    kill-switch: {type: http, url: \"http://shop/off\"}\n"
                                + "    release: {type: git, repository: /srv/shop, build: [make], stop: [down], start: [up], health: {url: \"http://shop/health\"}}\n"
                                + it.indent(it.startsWith(" ") ? 0 : 4))
                .toList();
        assertThat(examples)
                .hasSize(3)
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

    private static String read(String page) {
        try {
            return Files.readString(Path.of(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
