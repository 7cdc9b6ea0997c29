package dev.lastgood.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that want the Temporal server at the same time. */
class BuildOnceTest {
    @TempDir
    Path root;

    private Process first;
    private Process second;

    /** What each process runs. */
    public static final class Builder {
        private Builder() {}

        public static void main(String[] folders) throws IOException {
            Environment environment = new Environment(Map.of("PATH", folders[0]));
            new TemporalBuild(new Cache(Path.of(folders[1]), System.out::println), environment, System.out::println)
                    .get();
        }
    }

    @AfterEach
    void end() {
        first.destroyForcibly();
        second.destroyForcibly();
    }

    @Test
    void twoProcessesBuildOnce() throws Exception {
        Path go = root.resolve("go on");
        FakePrograms.script(
                root.resolve("bin/go"),
                "echo built >> '" + root.resolve("builds") + "'\nuntil [ -e '" + go + "' ]; do /bin/sleep 0.05; done\n"
                        + "while [ $# -gt 0 ]; do [ \"$1\" = -o ] && to=$2; shift; done; echo > $to; /bin/chmod +x $to");
        first = start("first");
        await().until(() -> Files.exists(root.resolve("builds")));
        second = start("second");
        await().until(() -> Files.readString(root.resolve("second")).contains("waiting for another process"));
        Files.createFile(go);
        assertThat(first.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(second.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isZero();
        assertThat(root.resolve("builds")).hasContent("built");
    }

    private Process start(String name) throws IOException {
        File output = Files.createFile(root.resolve(name)).toFile();
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Builder.class.getName(),
                        root.resolve("bin").toString(),
                        root.resolve("cache").toString())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
    }
}
