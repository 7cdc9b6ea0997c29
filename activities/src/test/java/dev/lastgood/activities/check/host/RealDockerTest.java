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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real Docker engine, where there is one that 'docker' reaches (DOCKER_HOST too), and a static busybox for an image. */
@Tag("V4")
class RealDockerTest {
    private static final String IMAGE =
            "lastgood-test:" + ProcessHandle.current().pid();

    @TempDir
    static Path folder;

    private final String name = "lastgood-test-" + System.nanoTime();

    @BeforeAll
    static void image() throws Exception {
        assumeTrue(works("docker", "info"), "no Docker engine that 'docker' reaches");
        assumeTrue(works("busybox", "true"), "no busybox: apt-get install busybox-static");
        Path bin = Files.createDirectories(folder.resolve("tree/bin"));
        Path busybox = Path.of(run("sh", "-c", "command -v busybox").strip());
        Files.copy(busybox, bin.resolve("busybox"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        for (String applet : List.of("sh", "sleep", "echo")) {
            Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
        }
        run(
                "tar",
                "-cf",
                folder.resolve("image.tar").toString(),
                "-C",
                folder.resolve("tree").toString(),
                ".");
        run("docker", "import", folder.resolve("image.tar").toString(), IMAGE);
        assumeTrue(
                works("docker", "run", "--rm", "--network", "none", IMAGE, "echo", "up"),
                "busybox does not run alone in a container: apt-get install busybox-static");
    }

    @AfterEach
    void remove() throws IOException {
        works("docker", "rm", "--force", name);
    }

    @AfterAll
    static void removeImage() throws IOException {
        works("docker", "rmi", "--force", IMAGE);
    }

    @Test
    void aContainerIsMeasuredByItsNameAndByItsId() throws Exception {
        String id = start("while :; do :; done");

        for (String who : List.of(name, id, id.substring(0, 8))) {
            CheckResult within = resources(who, Map.of("cpu-below", "800%", "memory-below", "90%"));
            assertThat(within.verdict()).as(within.detail()).isEqualTo(PASSED);
        }
        CheckResult over = resources(name, Map.of("cpu-below", "1%", "memory-below", "64MiB"));
        assertThat(over.verdict()).as(over.detail()).isEqualTo(FAILED);
        assertThat(over.detail())
                .matches("container " + name + ": CPU [\\d.]+ %, must be below 1 %; memory [\\d.]+ MiB is below 64MiB");
    }

    @Test
    void oneThatHasExitedAndOneThatIsGoneFail() throws Exception {
        start("exit 1");

        Awaitility.await()
                .untilAsserted(() -> Checks.says(
                        resources(name, Map.of("memory-below", "90%")), FAILED, "container " + name + " does not run"));
        run("docker", "rm", name);
        Checks.says(resources(name, Map.of("memory-below", "90%")), FAILED, "there is no container " + name);
    }

    @Test
    @Tag("V10")
    void withoutAnEngineItIsUnknown() {
        Map<String, Object> how = Map.of(
                "memory-below",
                "90%",
                "command",
                List.of(
                        "docker",
                        "--host",
                        "unix://" + folder.resolve("none.sock"),
                        "stats",
                        "--no-stream",
                        "{container}"));

        CheckResult result = resources(name, how);

        assertThat(result.verdict()).isEqualTo(UNKNOWN);
        assertThat(result.detail()).contains("docker daemon");
    }

    @Test
    void theLogOfAContainerMadeAnewHoldsNoNewErrorsOfOldKinds() throws Exception {
        start("echo ERROR cache 1 is cold; exec sleep 1000");
        Awaitility.await().until(() -> run("docker", "logs", name).contains("cold"));
        CheckResult before = logs(null);
        run("docker", "rm", "--force", name);
        start("echo ERROR cache 2 is cold; echo started >&2; exec sleep 1000");

        Awaitility.await()
                .untilAsserted(() -> assertThat(logs(before).detail())
                        .startsWith("no new errors among 2 lines since ")
                        .endsWith(", 1 known from before"));

        run("docker", "rm", "--force", name);
        start("echo ERROR no such column loyalty >&2; exec sleep 1000");
        Awaitility.await()
                .untilAsserted(() -> assertThat(logs(before).brief())
                        .startsWith("1 new error among 1 line since ")
                        .endsWith("ERROR no such column loyalty"));
    }

    @Test
    @Tag("V10")
    void aContainerThatIsSilentIsUnknown() throws Exception {
        start("exec sleep 1000");

        assertThat(logs(Checks.measured(Map.of("at", (double) Instant.now().getEpochSecond())))
                        .verdict())
                .isEqualTo(UNKNOWN);
    }

    private String start(String script) throws IOException {
        return run(
                        "docker",
                        "run",
                        "--detach",
                        "--init",
                        "--network",
                        "none",
                        "--name",
                        name,
                        IMAGE,
                        "sh",
                        "-c",
                        script)
                .strip();
    }

    private static CheckResult resources(String who, Map<String, Object> more) {
        var how = new HashMap<String, Object>();
        how.put("container", who);
        how.put("command", docker("stats", "--no-stream", "--format", "{{json .}}", "{container}"));
        how.putAll(more);
        return Checks.ask(new ResourcesCheck(Given.settings()), how);
    }

    private CheckResult logs(CheckResult before) {
        return Checks.askAgain(
                new LogsCheck(Given.settings()),
                Map.of("command", docker("logs", "--timestamps", "--since", "{since}", name)),
                before);
    }

    /** A check's program sees no DOCKER_HOST. */
    private static List<String> docker(String... arguments) {
        List<String> argv = new ArrayList<>(List.of("docker"));
        String host = System.getenv("DOCKER_HOST");
        argv.addAll(host == null ? List.of() : List.of("--host", host));
        argv.addAll(List.of(arguments));
        return argv;
    }

    private static String run(String... argv) throws IOException {
        Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.onExit().join().exitValue()).as(said).isZero();
        return said;
    }

    private static boolean works(String... argv) throws IOException {
        try {
            run(argv);
            return true;
        } catch (IOException | AssertionError e) {
            return false;
        }
    }
}
