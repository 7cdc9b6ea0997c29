package dev.lastgood.catalog;

import static dev.lastgood.catalog.CatalogFixture.problems;
import static dev.lastgood.catalog.CatalogFixture.problemsOf;
import static dev.lastgood.catalog.CatalogFixture.shop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no catalog at all, and how all mistakes of one are told. */
class BadFileTest {
    @TempDir
    Path folder;

    @Test
    void noFile() {
        assertThat(problemsOf(folder.resolve("lastgood.yml")))
                .containsExactly("lastgood.yml:1: no such file; name a catalog file that can be read;"
                        + " config/lastgood.yml is an example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# nothing but a comment\n"})
    void anEmptyFile(String yaml) {
        assertThat(problems(yaml))
                .containsExactly(
                        "lastgood.yml:1: the file is empty; describe at least one service; see docs/catalog.md");
    }

    @Test
    void aFileThatIsNoText() throws Exception {
        Path file = folder.resolve("lastgood.yml");
        Files.write(file, "services: é".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(problemsOf(file)).containsExactly("lastgood.yml:1: not UTF-8; save it as UTF-8");
    }

    @Test
    void malformedYamlIsToldWithItsLine() {
        assertThat(problems("services:\n  shop: {impact: degraded\n  other: x\n"))
                .singleElement()
                .asString()
                .startsWith("lastgood.yml:3: not YAML: ");
    }

    @Test
    void aListWhereTheWholeCatalogMustStand() {
        assertThat(problems("- services"))
                .containsExactly("lastgood.yml:1: wrong type: a list where keys with values must stand;"
                        + " write keys with values");
    }

    @Test
    void anAliasThatHoldsItself() {
        assertThat(problems("services: &x\n  shop: *x"))
                .containsExactly("lastgood.yml:2: services.shop: holds itself by an alias; write it out");
    }

    @Test
    void everyMistakeIsToldAtOnceInTheOrderOfTheLines() {
        assertThat(problems(shop("databse: {}\nwatch: {every: soon}\ncontacts: me\nmessages: [nobody]")))
                .hasSize(4)
                .extracting(it -> it.substring(0, it.indexOf(':', 13)))
                .containsExactly("lastgood.yml:4", "lastgood.yml:5", "lastgood.yml:6", "lastgood.yml:7");
    }

    @Test
    void theExceptionPrintsALineAMistake() {
        assertThatThrownBy(() -> CatalogFixture.load(shop("a: 1\nb: 2")))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("lastgood.yml:4: services.shop.a: unknown key")
                .hasMessageContaining("\n")
                .hasMessageContaining("lastgood.yml:5: services.shop.b: unknown key");
    }

    /** No mistake, however odd, may end in anything but a list of problems. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "services: 5",
                "services: &x\n  shop: *x",
                "services: {shop: {environments: [a]}}",
                "services: {shop: {impact: degraded, environments: {production: 5}}}",
                "services:\n\tshop: 1",
                "a: 1\n---\nb: 2",
                "? [a, b]\n: c",
                "~: x",
                "just text",
                "{\"\": 3}",
                "services: {shop: {impact: degraded, environments: {production: {checks: {a: b}}}}}",
                "services: {shop: {impact: degraded, environments: {production: {evidence: [~]}}}}",
                "services: {shop: {impact: degraded, environments: {production: {alerts: {a: ~}}}}}",
                "services: {shop: {impact: degraded, environments: {production: {task-queue: ''}}}}",
                "services: {shop: {impact: degraded, environments: {production: {watch: {relapse-after: 1.5}}}}}",
                "services: {shop: {impact: degraded, environments: {p: {watch: {relapse-after: 99999999999}}}}}",
                "services: {shop: {impact: degraded, environments: {p: {checks: [{type: x, name: y, when: []}]}}}}"
            })
    void oddThingsAreProblemsToo(String yaml) {
        assertThat(problems(yaml)).isNotEmpty().allMatch(it -> it.matches("(?s)lastgood.yml:[1-9].*; .*"));
    }
}
