package dev.lastgood.activities.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.activities.Given;
import dev.lastgood.activities.support.Health;
import dev.lastgood.activities.support.Http;
import dev.lastgood.activities.support.Site;
import dev.lastgood.activities.support.Site.Reply;
import dev.lastgood.history.artifacts.Artifacts;
import dev.lastgood.history.artifacts.FolderArtifacts;
import dev.lastgood.workflows.model.Release;
import dev.lastgood.workflows.model.Target;
import dev.lastgood.workflows.support.FailureType;
import dev.lastgood.workflows.support.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitReleaseTest extends ReleasePlatformContract {
    @TempDir
    Path folder;

    private Path repository;
    private Git git;
    private Site site;
    private Artifacts artifacts;
    private final Map<String, Object> settings = new HashMap<>();

    /** The application is a file that its start command makes and its stop command takes away; a real server tells of it. */
    @BeforeEach
    void repository() throws Exception {
        repository = Files.createDirectory(folder.resolve("shop"));
        artifacts = new FolderArtifacts(folder.resolve("artifacts"));
        git = Git.init().setDirectory(repository.toFile()).call();
        Files.writeString(repository.resolve(".gitignore"), "running\nbuilds\nbuilt\n");
        commit("v1");
        git.tag().setName("v1").call();
        commit("v2");
        git.tag().setName("v2").call();
        Files.createFile(repository.resolve("running"));
        site = new Site().on("/health", () -> running() ? new Reply(200, "ok") : new Reply(503, "down"));
        settings.putAll(Map.of(
                "repository", repository.toString(),
                "build", List.of("sh", "-c", "echo building; echo x >> builds; cp version built"),
                "stop", List.of("rm", "-f", "running"),
                "start", List.of("touch", "running"),
                "health", Map.of("url", site.url("/health"), "timeout", "700ms")));
    }

    @AfterEach
    void close() {
        git.close();
        site.close();
    }

    @Override
    protected ReleasePlatform platform() {
        return new GitRelease(Given.settings(Map.of("TOKEN", "hunter2")), artifacts, new Health(new Http()));
    }

    @Override
    protected Target target() {
        return new Target("git", "shop", settings);
    }

    @Override
    protected String deployed() {
        return read("built");
    }

    @Override
    protected boolean running() {
        return Files.exists(repository.resolve("running"));
    }

    @Override
    protected int deployments() {
        return read("builds").length();
    }

    @Test
    void withoutATagBeforeItThereIsNoPreviousRelease() throws Exception {
        git.tagDelete().setTags("v1").call();

        assertThatThrownBy(() -> previous(null))
                .satisfies(it -> assertThat(Failures.type(it)).isEqualTo(FailureType.NO_PREVIOUS_RELEASE))
                .hasMessageContaining("git tag NAME COMMIT");
    }

    @Test
    void theFirstCommitHasNoPreviousRelease() throws Exception {
        git.checkout().setName("v1").call();

        assertThatThrownBy(() -> previous(null))
                .satisfies(it -> assertThat(Failures.type(it)).isEqualTo(FailureType.NO_PREVIOUS_RELEASE));
    }

    @Test
    void aDirtyTreeIsRefusedAndLeftAsItIs() throws Exception {
        Files.writeString(repository.resolve("version"), "a hotfix by hand");

        assertThatThrownBy(() -> deploy(previous(null)))
                .satisfies(it -> assertThat(Failures.type(it)).isEqualTo(FailureType.REFUSED))
                .hasMessageContaining("version")
                .hasMessageContaining("git stash");
        assertThat(read("version")).isEqualTo("a hotfix by hand");
        assertThat(current().name()).isEqualTo("v2");
    }

    @Test
    void anUntrackedFileInTheWayIsRefusedByName() throws Exception {
        Files.writeString(repository.resolve("only-in-v3"), "tracked");
        commit("v3");
        git.checkout().setName("v2").call();
        Files.writeString(repository.resolve("only-in-v3"), "somebody's");
        Release third = new Release(git.getRepository().resolve("master").name(), "v3", null);

        assertThatThrownBy(() -> deploy(third))
                .satisfies(it -> assertThat(Failures.type(it)).isEqualTo(FailureType.REFUSED))
                .hasMessageContaining("only-in-v3");
        assertThat(read("only-in-v3")).isEqualTo("somebody's");
    }

    @Test
    void aFailedBuildShowsItsLastLinesAndIsBuiltAgainNextTime() throws Exception {
        Object good = settings.put("build", List.of("sh", "-c", "echo no space left; exit 3"));
        Release previous = previous(null);

        assertThatThrownBy(() -> deploy(previous))
                .satisfies(it -> assertThat(Failures.type(it)).isEqualTo(FailureType.COMMAND_FAILED))
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("no space left")
                .hasMessageContaining("deploy-v1.log");
        assertThat(artifact("deploy-v1.log")).contains("no space left");

        settings.put("build", good);
        deploy(previous);
        assertThat(deployed()).isEqualTo("v1");
    }

    @Test
    @Tag("P1")
    void theOutputOfADeploymentIsKeptWithoutSecrets() throws Exception {
        settings.put("env", Map.of("DEPLOY_KEY", "env:TOKEN"));
        settings.put("deploy", List.of("sh", "-c", "echo using $DEPLOY_KEY"));

        deploy(previous(null));

        assertThat(artifact("deploy-v1.log")).contains("building", "using ***").doesNotContain("hunter2");
    }

    @Test
    void aCheckoutThatAKilledWorkerLeftHalfDoneIsCompleted() throws Exception {
        Release previous = previous(null);
        Files.writeString(repository.resolve(".git/lastgood-checkout"), previous.id());
        Files.createFile(repository.resolve(".git/index.lock"));
        Files.writeString(repository.resolve("version"), "v");

        deploy(previous);

        assertThat(read("version")).isEqualTo("v1");
        assertThat(deployed()).isEqualTo("v1");
    }

    @Test
    void aReleaseThatSomebodyMovedAwayAndBackSinceIsBuiltAgain() throws Exception {
        Release previous = previous(null);
        deploy(previous);
        Files.setLastModifiedTime(
                repository.resolve(".git/lastgood-built"),
                FileTime.from(Instant.now().minusSeconds(60)));
        int before = deployments();
        git.checkout().setName("v2").call();
        git.checkout().setName(previous.id()).call();

        deploy(previous);

        assertThat(deployments()).isGreaterThan(before);
    }

    @Test
    void theDeploymentIsWhenHeadMovedThereNotWhenItWasCommitted() throws Exception {
        Instant before = Instant.now().minusSeconds(2);
        deploy(previous(null));

        assertThat(currentNow().name()).isEqualTo("v1");
        assertThat(currentNow().deployedAt()).isAfter(before);
        assertThat(ObjectId.isId(currentNow().id())).isTrue();
    }

    @Test
    @Tag("C2")
    void anApplicationThatStillAnswersAfterStopIsNotTakenForStopped() {
        settings.put("stop", List.of("true"));

        assertThatThrownBy(this::stop)
                .satisfies(it -> assertThat(Failures.type(it)).isEqualTo(FailureType.UNVERIFIED))
                .hasMessageContaining("answered 200")
                .hasMessageContaining("should refuse or answer 503");
    }

    @Test
    @Tag("C2")
    void whatRefusesConnectionsIsNotStoppedAgain() throws Exception {
        settings.put("stop", List.of("false"));
        settings.put("health", Map.of("url", Site.refusing("/health")));

        assertThat(stop()).contains("was not running");
    }

    @Test
    @Tag("C2")
    void aSickApplicationThatAnswers503IsStoppedAllTheSame() {
        site.on("/health", 503, "sick");

        stop();

        assertThat(running()).isFalse();
    }

    @Test
    @Tag("V9")
    void anApplicationThatDoesNotComeUpIsDiagnosed() throws Exception {
        Path log = Files.writeString(folder.resolve("shop.log"), "starting\nECONNREFUSED redis token=hunter2\n");
        stop();
        settings.put("start", List.of("true"));
        settings.put("log", log.toString());
        settings.put("env", Map.of("DATABASE_URL", "x"));
        settings.put("requires-env", List.of("DATABASE_URL", "REDIS_URL"));

        assertThatThrownBy(this::start)
                .satisfies(it -> assertThat(Failures.type(it)).isEqualTo(FailureType.UNVERIFIED))
                .hasMessageContaining("did not come up within 700 ms")
                .hasMessageContaining("answered 503")
                .hasMessageContaining("Missing environment variables: REDIS_URL")
                .hasMessageContaining("ECONNREFUSED redis")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aFolderThatIsNoRepositoryIsAConfigurationFailure() {
        settings.put("repository", folder.toString());

        assertThatThrownBy(this::current).hasMessageContaining("is not a git repository");
    }

    @Test
    void aCommitThatIsNotThereIsNotFound() {
        assertThatThrownBy(() -> deploy(new Release("deadbeef".repeat(5), "v0", null)))
                .satisfies(it -> assertThat(Failures.type(it)).isEqualTo(FailureType.NOT_FOUND))
                .hasMessageContaining("git fetch --tags");
    }

    private void commit(String version) throws Exception {
        Files.writeString(repository.resolve("version"), version);
        git.add().addFilepattern(".").call();
        git.commit()
                .setMessage(version)
                .setSign(false)
                .setAuthor("a", "a@example.com")
                .setCommitter("a", "a@example.com")
                .call();
    }

    private String read(String file) {
        try {
            Path path = repository.resolve(file);
            return Files.exists(path) ? Files.readString(path) : "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String artifact(String name) throws IOException {
        try (var in = artifacts.open(Given.ROLLBACK, name)) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
