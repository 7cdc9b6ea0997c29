package dev.lastgood.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code lastgood up} with settings that can't be used. */
class UpTest {
    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    @Test
    void all_that_is_wrong_is_said_before_anything_is_started() throws Exception {
        Path catalog = Files.writeString(folder.resolve("lastgood.yml"), """
                services:
                  shop:
                    impact: slow
                    environments: {production: {}}
                """);

        int exit = up(catalog, "env:NOT_SET_ANYWHERE");

        assertThat(exit).isEqualTo(2);
        assertThat(errors.toString())
                .contains("lastgood.yml:3: services.shop.impact: bad value 'slow'")
                .contains("--api-token: secret env:NOT_SET_ANYWHERE")
                .doesNotContain("\tat ");
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void a_failure_on_the_way_up_is_told_in_one_line_with_its_trace_in_a_file() throws Exception {
        Path catalog = Files.writeString(folder.resolve("lastgood.yml"), """
                services:
                  shop:
                    impact: degraded
                    alerts: {service: shop}
                    kill-switch: {type: http, url: "http://127.0.0.1:1/switch"}
                    environments: {production: {}}
                """);
        Files.createDirectories(folder.resolve("state"));
        Files.writeString(folder.resolve("state/temporal"), "a file where a folder must be");

        int exit = up(catalog, "file:" + Files.writeString(folder.resolve("token"), "4711"));

        assertThat(exit).isEqualTo(1);
        assertThat(errors.toString()).startsWith("lastgood: it can't start: ").doesNotContain("\tat ");
        assertThat(folder.resolve("state/up.log")).content().contains("\tat ");
    }

    private int up(Path catalog, String token) {
        return new CommandLine(new Up())
                .setErr(new PrintWriter(errors, true))
                .execute(
                        "--catalog=" + catalog,
                        "--folder=" + folder.resolve("state"),
                        "--port=0",
                        "--webhook-token=" + token,
                        "--api-token=" + token);
    }
}
