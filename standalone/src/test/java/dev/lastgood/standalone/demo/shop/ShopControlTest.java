package dev.lastgood.standalone.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopControlTest {
    @TempDir
    Path folder;

    ShopSettings settings;
    ShopCommands commands;
    ShopRepository repository;

    @BeforeEach
    void repository() {
        settings = new ShopSettings(folder, 0, "jdbc:postgresql://127.0.0.1:1/none", ShopCommands.driver());
        settings.write();
        commands = ShopCommands.of(settings);
        repository = ShopRepository.create(settings.checkout(), Instant.EPOCH, Instant.EPOCH.plusSeconds(60));
    }

    @AfterEach
    void stop() throws IOException {
        new ShopProcess(settings).stop();
    }

    @Test
    void theReleaseBeforeTheBadOneIsTheGoodOne() throws Exception {
        try (Git git = Git.open(settings.checkout().toFile())) {
            assertThat(git.describe()
                            .setTags(true)
                            .setTarget("HEAD^")
                            .setAbbrev(0)
                            .call())
                    .isEqualTo(ShopRepository.GOOD);
            assertThat(git.status().call().isClean()).isTrue();
        }
    }

    @Test
    void bothReleasesBuildAndLeaveTheWorkTreeClean() throws Exception {
        for (String tag : List.of(ShopRepository.BAD, ShopRepository.GOOD)) {
            repository.checkout(tag);
            assertThat(run(commands.install()))
                    .isEqualTo("0 installed " + settings.driver().getFileName());
            assertThat(run(commands.build())).isEqualTo("0 ");
        }
        try (Git git = Git.open(settings.checkout().toFile())) {
            assertThat(git.status().call().isClean()).isTrue();
        }
    }

    @Test
    void startingTwiceStartsOneAndStoppingTwiceDoesNoHarm() throws Exception {
        run(commands.install());
        run(commands.build());

        assertThat(run(commands.start())).startsWith("0 started the shop");
        long first = new ShopProcess(settings).running().orElseThrow().pid();
        assertThat(run(commands.start())).isEqualTo("0 the shop runs already (process " + first + ")");
        assertThat(run(commands.stop())).isEqualTo("0 stopped the shop (process " + first + ")");
        assertThat(run(commands.stop())).isEqualTo("0 the shop was not running");
        assertThat(ProcessHandle.of(first).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void aStepThatIsToFailFailsUntilTheFaultIsCleared() throws Exception {
        Faults faults = new Faults(folder);
        faults.set("stop");

        assertThat(run(commands.stop())).isEqualTo("1 stop: fails because the demo was told --fail-at stop");
        faults.clear();
        assertThat(run(commands.stop())).startsWith("0");
    }

    @Test
    void theSmokeTestFailsWhereNothingAnswers() throws Exception {
        assertThat(run(commands.smoke())).startsWith("1 smoke:");
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        var program = new ProcessBuilder(command)
                .directory(settings.checkout().toFile())
                .redirectErrorStream(true);
        // Of these each JVM says that it has them.
        program.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = program.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() + " " + output;
    }
}
