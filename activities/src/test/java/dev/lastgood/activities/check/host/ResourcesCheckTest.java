package dev.lastgood.activities.check.host;

import static dev.lastgood.workflows.model.CheckResult.Verdict.FAILED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.PASSED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.activities.Given;
import dev.lastgood.activities.check.Checks;
import dev.lastgood.workflows.model.CheckResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("V4")
@EnabledOnOs(OS.LINUX)
class ResourcesCheckTest {
    private static final String STATS = "{\"CPUPerc\":\"12.50%\",\"Container\":\"c0ffee\",\"ID\":\"c0ffee\","
            + "\"MemPerc\":\"40.00%\",\"MemUsage\":\"204.8MiB / 512MiB\",\"Name\":\"shop-web-1\",\"PIDs\":\"7\"}";

    @TempDir
    Path folder;

    private Process busy;

    @BeforeEach
    void start() throws IOException {
        busy = new ProcessBuilder("sh", "-c", "sh -c 'while :; do :; done' & wait").start();
    }

    @AfterEach
    void stop() {
        busy.descendants().forEach(ProcessHandle::destroyForcibly);
        busy.destroyForcibly();
    }

    @Test
    void aProcessIsCountedWithThoseBelowIt() throws IOException {
        CheckResult result = ask(Map.of("pid-file", pidFile(busy.pid()), "cpu-below", "1%", "sample", "300ms"));

        assertThat(result.verdict()).isEqualTo(FAILED);
        assertThat(result.detail()).matches("process \\(\\d+\\) and 1 below it: CPU .* %, must be below 1 %");
    }

    @Test
    void withinItsBoundsItPasses() throws IOException {
        CheckResult result = ask(
                Map.of("pid-file", pidFile(busy.pid()), "cpu-below", "400%", "memory-below", "1GiB", "sample", "10ms"));

        assertThat(result.verdict()).isEqualTo(PASSED);
        assertThat(result.detail()).contains("is below 400 %; memory ", " MiB is below 1GiB");
        assertThat(result.values()).containsKeys("cpu", "bytes");
    }

    @Test
    void aProcessIsFoundByItsNameToo() {
        assertThat(ask(Map.of("process", "sh", "memory-below", "90%", "sample", "1ms"))
                        .detail())
                .matches("(?s)sh \\([0-9, ]+\\).*: memory .* % is below 90 %");
        Checks.says(
                ask(Map.of("process", "no-such-program", "memory-below", "90%")),
                FAILED,
                "no process named no-such-program runs here");
    }

    @Test
    void oneThatHasEndedFails() throws Exception {
        var ended = new ProcessBuilder("true").start();
        ended.waitFor();
        String file = pidFile(ended.pid());

        Checks.says(
                ask(Map.of("pid-file", file, "cpu-below", "80%")),
                FAILED,
                "process " + ended.pid() + " of " + file + " does not run");
    }

    @Test
    @Tag("V10")
    void withoutThePidFileItIsUnknown() {
        assertThat(ask(Map.of("pid-file", folder.resolve("gone.pid").toString(), "cpu-below", "80%"))
                        .verdict())
                .isEqualTo(UNKNOWN);
    }

    /** Without systemd it is unknown, with it failed. */
    @Test
    @Tag("V10")
    void aUnitThatDoesNotRunNeverPasses() {
        assertThat(ask(Map.of("systemd-unit", "lastgood-no-such.service", "memory-below", "90%")))
                .satisfies(it -> {
                    assertThat(it.verdict()).isNotEqualTo(PASSED);
                    assertThat(it.detail())
                            .containsAnyOf("systemctl", "systemd knows no unit lastgood-no-such.service");
                });
    }

    @Test
    void aContainerIsReadAsDockerStatsPrintsIt() {
        Checks.says(
                container(STATS, Map.of("cpu-below", "80%", "memory-below", "90%")),
                PASSED,
                "container shop-web-1: CPU 12.5 % is below 80 %; memory 40 % is below 90 %");
        Checks.says(
                container(STATS, Map.of("memory-below", "200MiB")),
                FAILED,
                "container shop-web-1: memory 205 MiB, must be below 200MiB");
    }

    @Test
    void aContainerThatDoesNotRunFails() {
        Checks.says(
                container(
                        STATS.replace("12.50%", "--").replace("40.00%", "--").replace("204.8MiB / 512MiB", "-- / --"),
                        Map.of("cpu-below", "80%")),
                FAILED,
                "container shop-web-1 does not run");
        Checks.says(
                container(STATS.replace("shop-web-1", "another"), Map.of("cpu-below", "80%")),
                FAILED,
                "there is no container shop-web-1");
    }

    /** As engine 20.10 prints it of a container that has exited. */
    @Test
    void aContainerThatHasExitedFails() {
        Checks.says(
                container(
                        "{\"BlockIO\":\"0B / 0B\",\"CPUPerc\":\"0.00%\",\"Container\":\"shop-web-1\",\"ID\":\"1c622559ad57\","
                                + "\"MemPerc\":\"0.00%\",\"MemUsage\":\"0B / 0B\",\"Name\":\"shop-web-1\",\"PIDs\":\"0\"}",
                        Map.of("cpu-below", "80%")),
                FAILED,
                "container shop-web-1 does not run");
    }

    @Test
    @Tag("V10")
    void whereTheKernelCountsNoMemoryOfContainersItIsUnknownAndTheContainerRuns() {
        CheckResult result = container(
                STATS.replace("204.8MiB / 512MiB", "0B / 0B").replace("40.00%", "0.00%"),
                Map.of("cpu-below", "80%", "memory-below", "90%"));

        Checks.says(
                result, UNKNOWN, "container shop-web-1: no data on its share of the memory; CPU 12.5 % is below 80 %");
    }

    @Test
    void aContainerIsFoundByItsIdInWholeAndInPart() {
        for (String id : List.of("c0ffee", "c0f", "c0ffee25e9b49ebb964fc4b72d343f45c7eff68ee927de6da8f51b1ec36771b")) {
            assertThat(ask(Map.of("container", id, "command", List.of("echo", STATS), "cpu-below", "80%")))
                    .satisfies(it -> assertThat(it.verdict()).as(it.detail()).isEqualTo(PASSED));
        }
    }

    @Test
    @Tag("V10")
    void whatIsNoJsonIsUnknown() {
        assertThat(container("Cannot connect to the Docker daemon", Map.of("cpu-below", "80%"))
                        .verdict())
                .isEqualTo(UNKNOWN);
    }

    private static CheckResult container(String printed, Map<String, Object> more) {
        var how = new HashMap<>(more);
        how.put("container", "shop-web-1");
        how.put("command", List.of("echo", printed));
        return ask(how);
    }

    private String pidFile(long pid) throws IOException {
        return Files.writeString(folder.resolve(pid + ".pid"), pid + "\n").toString();
    }

    private static CheckResult ask(Map<String, Object> how) {
        return Checks.ask(new ResourcesCheck(Given.settings()), how);
    }
}
