package dev.lastgood.activities.check.host;

import static dev.lastgood.workflows.model.CheckResult.Verdict.FAILED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.PASSED;
import static dev.lastgood.workflows.model.CheckResult.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lastgood.activities.Given;
import dev.lastgood.activities.check.Checks;
import dev.lastgood.activities.check.logs.LogsCheck;
import dev.lastgood.workflows.model.CheckResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With a real systemd, where one runs this machine (or container) and root asks: it makes units for the time of a test. */
@Tag("V4")
class RealSystemdTest {
    private final String unit = "lastgood-test-" + ProcessHandle.current().pid() + "-" + System.nanoTime();

    @BeforeEach
    void systemd() {
        assumeTrue(Files.isDirectory(Path.of("/run/systemd/system")), "no systemd runs this machine");
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may make units");
    }

    @AfterEach
    void stop() throws Exception {
        if (Files.isDirectory(Path.of("/run/systemd/system"))) {
            new ProcessBuilder("systemctl", "stop", unit).start().waitFor();
        }
    }

    @Test
    void whatHasMadeItselfADaemonIsCountedToo() throws Exception {
        start("simple", "(setsid sh -c 'while :; do :; done' &); exec sleep 1000");

        Awaitility.await().untilAsserted(() -> {
            CheckResult result = resources(Map.of("cpu-below", "1%", "sample", "300ms"));
            assertThat(result.verdict()).as(result.detail()).isEqualTo(FAILED);
            assertThat(result.detail())
                    .matches(unit + " \\(\\d+\\) and \\d below it: CPU [\\d.]+ %, must be below 1 %");
        });
    }

    @Test
    void oneThatForksAndHasNoMainProcessRuns() throws Exception {
        start("forking", "setsid sleep 1000 & setsid sleep 1000 & exit 0");

        CheckResult result = resources(Map.of("memory-below", "90%", "sample", "1ms"));

        assertThat(result.verdict()).as(result.detail()).isEqualTo(PASSED);
    }

    @Test
    void oneThatFailsAndIsStartedAgainLaterDoesNotRun() throws Exception {
        start("simple", "exit 1");

        Awaitility.await()
                .untilAsserted(() -> Checks.says(
                        resources(Map.of("memory-below", "90%", "sample", "1ms")),
                        FAILED,
                        unit + " does not run: activating (auto-restart)"));
    }

    @Test
    @Tag("V10")
    void aJournalThatIsSilentIsUnknown() throws Exception {
        start("simple", "echo ERROR no such column loyalty; exec sleep 1000");
        Map<String, Object> how = Map.of(
                "command", List.of("journalctl", "--unit", unit, "--output", "short-iso", "--since", "@{since-epoch}"));

        Awaitility.await()
                .untilAsserted(() -> assertThat(Checks.ask(
                                        new LogsCheck(Given.settings()),
                                        how,
                                        null,
                                        Instant.now().minusSeconds(60),
                                        null)
                                .brief())
                        .contains("1 new error among ", "ERROR no such column loyalty"));
        CheckResult before = new CheckResult("health", UNKNOWN, "before", Map.of("at", (double)
                Instant.now().plusSeconds(3600).getEpochSecond()));
        assertThat(Checks.askAgain(new LogsCheck(Given.settings()), how, before).verdict())
                .isEqualTo(UNKNOWN);
    }

    private void start(String type, String script) throws Exception {
        var argv = new ArrayList<>(List.of("systemd-run", "--quiet", "--unit", unit, "--property=Type=" + type));
        argv.addAll(
                List.of("--property=Restart=always", "--property=RestartSec=600", "--property=DefaultDependencies=no"));
        argv.addAll(List.of("sh", "-c", script));
        Process run = new ProcessBuilder(argv).redirectErrorStream(true).start();
        String said = new String(run.getInputStream().readAllBytes());
        assertThat(run.waitFor()).as(said).isZero();
    }

    private CheckResult resources(Map<String, Object> more) {
        var how = new HashMap<>(more);
        how.put("systemd-unit", unit);
        return Checks.ask(new ResourcesCheck(Given.settings()), how);
    }
}
