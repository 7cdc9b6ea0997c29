package dev.lastgood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
    private static final String SAID =
            ":4: services.shop.release.type: type 'teleport' is not available in this version; "
                    + "only a worker with an adapter of your own for it can do this";

    @TempDir
    Path folder;

    private Path catalog;

    @BeforeEach
    void write() throws IOException {
        catalog = Files.writeString(folder.resolve("lastgood.yml"), """
                services:
                  shop:
                    impact: degraded
                    release: {type: teleport, pad: 7}
                    environments: {production: {}, staging: {}}
                """);
    }

    @Test
    void a_type_that_this_version_does_not_have_is_named_once_and_the_catalog_is_in_order() {
        var ran = FakeStarter.runAlone("validate", catalog.toString());

        assertThat(ran.exit()).isZero();
        assertThat(ran.err().lines()).containsExactly(catalog + SAID);
        assertThat(ran.out()).contains("is in order: shop (production), shop (staging)");
    }

    @Test
    void with_strict_it_exits_2() {
        var ran = FakeStarter.runAlone("validate", "--strict", catalog.toString());

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains(SAID);
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void as_json_it_stands_among_the_warnings() {
        var ran = FakeStarter.runAlone("validate", "--output", "json", catalog.toString());

        assertThat(ran.out())
                .contains(
                        "\"problems\" : [ ]", "\"warnings\" : [ {", "type 'teleport' is not available in this version");
    }
}
