package dev.lastgood.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    @TempDir
    Path parent;

    @Test
    void tellsItsStoryInOneFolderAndStopsAllThatItStarted() throws Exception {
        Process demo = start("--yes");

        assertThat(demo.waitFor(90, TimeUnit.SECONDS)).isTrue();

        assertThat(output())
                .contains("The shop v1.4.0 is served and used")
                .contains("A bad release goes out: v1.5.0")
                .contains("orders have lost their customer")
                .contains("the webhook answers 202")
                .contains("It ended: back to the last good state")
                .contains("ready in");
        assertThat(demo.exitValue()).isZero();
        assertNothingRuns();
    }

    @Test
    void ctrlCStopsAllThatItStartedAndItCanBeRunAgainAtOnce() throws Exception {
        Process first = start("--yes", "--keep");
        await().atMost(Duration.ofSeconds(60)).until(() -> output().contains("is served and used"));
        interrupt(first);
        assertThat(first.waitFor(40, TimeUnit.SECONDS)).as(output()).isTrue();
        assertThat(output()).contains("ending all of it").doesNotContain("Not everything");
        assertNothingRuns();

        Process second = start("--fail-at", "nonsense");
        assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(2);
        assertThat(output()).contains("no such step; one of kill-switch-on, stop");

        Process third = start("--yes");
        await().atMost(Duration.ofSeconds(60)).until(() -> output().contains("is served and used"));
        interrupt(third);
        assertThat(third.waitFor(40, TimeUnit.SECONDS)).as(output()).isTrue();
        assertNothingRuns();
    }

    /** By SIGTERM, which takes the same road as Ctrl-C's SIGINT: that one is ignored by all that a background job starts. */
    private static void interrupt(Process demo) {
        demo.destroy();
    }

    private Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DemoOnFakes.class.getName(),
                "--folder",
                parent.resolve("demo").toString()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(parent.resolve("output").toFile())
                .start();
    }

    private String output() throws IOException {
        return Files.readString(parent.resolve("output"));
    }

    /** Whatever the demo starts has its folder among its arguments, or is the shop. */
    private void assertNothingRuns() throws IOException {
        String folder = parent.toRealPath().toString();
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            assertThat(all.filter(it -> it.info().commandLine().orElse("").contains(folder)))
                    .isEmpty();
        }
        assertThat(parent.resolve("demo/shop.pid")).doesNotExist();
        assertThat(parent.resolve("demo/database/data/postmaster.pid")).doesNotExist();
        try (Stream<Path> left = Files.list(parent)) {
            assertThat(left.map(it -> it.getFileName().toString())).containsOnly("demo", "output");
        }
    }
}
