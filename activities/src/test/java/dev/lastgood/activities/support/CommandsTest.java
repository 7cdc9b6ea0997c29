package dev.lastgood.activities.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lastgood.activities.support.Commands.Command;
import io.temporal.activity.ActivityInterface;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", System.getenv("PATH"));

    @TempDir
    Path folder;

    private Path log;

    @BeforeEach
    void log() throws IOException {
        log = Files.createFile(folder.resolve("log"));
    }

    @ActivityInterface
    public interface Running {
        void run();
    }

    @Test
    void argumentsReachTheProgramAsTheyAreWithoutAShell() throws Exception {
        int exit = Commands.run(command(Duration.ofSeconds(10), "printf", "%s", "$(id); `id` && x > y"), log);

        assertThat(exit).isZero();
        assertThat(log).hasContent("$(id); `id` && x > y");
    }

    @Test
    void onlyTheEnvironmentThatIsGivenIsSeen() throws Exception {
        Commands.run(
                new Command(
                        List.of("env"),
                        folder,
                        Map.of("PATH", System.getenv("PATH"), "A", "b"),
                        Duration.ofSeconds(10)),
                log);

        assertThat(Files.readAllLines(log)).contains("A=b").noneMatch(line -> line.startsWith("HOME="));
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Commands.run(command(Duration.ofSeconds(10), "no-such-program"), log))
                .isInstanceOf(ApplicationFailure.class)
                .hasMessageContaining("'no-such-program' can't be run")
                .hasMessageContaining("CONFIGURATION");
    }

    @Test
    void aProgramOverItsTimeLimitIsEndedWithItsChildren() throws Exception {
        assertThatThrownBy(() -> Commands.run(family(Duration.ofMillis(800)), log))
                .isInstanceOf(ApplicationFailure.class)
                .hasMessageContaining("was stopped after 800 ms, its time limit");
        assertGone(grandchild());
    }

    @Test
    void aCancelledActivityLeavesNoProcessOfItsTree() throws Exception {
        var failure = new AtomicReference<Throwable>();
        var environment = TestActivityEnvironment.newInstance();
        try {
            environment.registerActivitiesImplementations((Running)
                    () -> Pulse.during(() -> Commands.run(family(Duration.ofMinutes(5)), log)));
            var thread = new Thread(() -> {
                try {
                    environment.newActivityStub(Running.class).run();
                } catch (Throwable e) {
                    failure.set(e);
                }
            });
            thread.start();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> Files.exists(folder.resolve("pid")) && Files.size(folder.resolve("pid")) > 0);
            assertThat(ProcessHandle.of(grandchild()).orElseThrow().isAlive()).isTrue();

            environment.requestCancelActivity();

            thread.join(20_000);
            assertThat(failure.get()).isNotNull().hasStackTraceContaining("Cancel");
            assertGone(grandchild());
        } finally {
            environment.close();
        }
    }

    @Test
    void whatAKilledWorkerLeftRunningIsEndedBeforeItRunsAgain() throws Exception {
        Leftover leftover = new Leftover(folder.resolve("note"));
        Process orphan = new ProcessBuilder("sh", "-c", "sleep 300 & echo $! > pid; wait")
                .directory(folder.toFile())
                .start();
        leftover.begun(orphan.toHandle());
        await().until(() -> Files.exists(folder.resolve("pid")) && Files.size(folder.resolve("pid")) > 0);

        int exit = Commands.run(command(Duration.ofSeconds(10), "true"), log, leftover);

        assertThat(exit).isZero();
        assertThat(orphan.isAlive()).isFalse();
        assertGone(grandchild());
        assertThat(folder.resolve("note")).doesNotExist();
    }

    @Test
    void aProcessThatOnlyHasTheSameNumberIsLeftAlone() throws Exception {
        Process other = new ProcessBuilder("sleep", "300").start();
        try {
            Files.writeString(folder.resolve("note"), other.pid() + " 2001-01-01T00:00:00Z");

            new Leftover(folder.resolve("note")).end();

            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    /** A shell whose child is a shell whose child sleeps; the middle one is gone when the tree is ended. */
    private Command family(Duration timeLimit) {
        return command(timeLimit, "sh", "-c", "sh -c 'sleep 300 & echo $! > pid; sleep 1' ; sleep 300");
    }

    private Command command(Duration timeLimit, String... argv) {
        return new Command(List.of(argv), folder, ENVIRONMENT, timeLimit);
    }

    private long grandchild() throws IOException {
        return Long.parseLong(Files.readString(folder.resolve("pid")).strip());
    }

    private static void assertGone(long pid) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> ProcessHandle.of(pid).map(it -> !it.isAlive()).orElse(true));
    }
}
