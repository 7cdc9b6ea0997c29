package dev.lastgood.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The starter as its own process: what it prints and exits with when it does not start. */
class StartRefusedTest {
    @TempDir
    private Path folder;

    private record Ended(int exit, String output) {}

    private Ended run(String... settings) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.lastgood.starter.StarterApplication",
                "--server.port=0"));
        command.addAll(List.of(settings));
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void every_mistake_in_the_catalog_is_printed_plainly_and_it_exits_with_2() throws Exception {
        Path catalog = Files.writeString(folder.resolve("lastgood.yml"), "servces:\n  shop: 1\nservices: 3\n");

        Ended ended = run("--lastgood.catalog=" + catalog);

        assertThat(ended.exit()).as(ended.output()).isEqualTo(2);
        assertThat(ended.output())
                .contains("Not started: ", catalog + ":1: ", catalog + ":3: ")
                .doesNotContain("\tat ", "APPLICATION FAILED", "Exception", "Unknown keyword", ":: Spring Boot ::");
    }

    @Test
    void a_token_written_where_its_place_belongs_is_refused_and_not_quoted() throws Exception {
        Path catalog = Files.writeString(folder.resolve("lastgood.yml"), "services:\n  shop:\n    production:\n");

        Ended ended = run("--lastgood.catalog=" + catalog, "--lastgood.webhook.token=sesame-1234");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.output()).doesNotContain("sesame-1234");
    }
}
