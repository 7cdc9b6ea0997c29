package dev.lastgood.activities.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.activities.BuiltIn;
import dev.lastgood.activities.Given;
import dev.lastgood.activities.message.MessageTemplates;
import dev.lastgood.activities.support.Http;
import dev.lastgood.catalog.settings.Components;
import dev.lastgood.history.artifacts.FolderArtifacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/checks.md names every type of check with every key. */
class CheckDocsTest {

    static Stream<Verification> types() {
        return new BuiltIn(
                        Given.settings(),
                        new Http(),
                        new FolderArtifacts(Path.of("target")),
                        new MessageTemplates(null))
                .checks().stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyKeyOfATypeStandsInItsSection(Verification type) throws Exception {
        String page = Files.readString(Path.of("../docs/checks.md"));
        String heading = "\n## `" + type.type() + "`\n";
        assertThat(page).contains(heading);
        String section =
                page.substring(page.indexOf(heading) + heading.length()).split("\n## ", 2)[0];
        assertThat(Components.of(type.settings()).stream().map(Components::key))
                .allSatisfy(key -> assertThat(section).contains("`" + key + "`"));
    }
}
