package dev.lastgood.activities.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.activities.Given;
import dev.lastgood.activities.Settings;
import dev.lastgood.history.artifacts.Artifacts;
import dev.lastgood.history.artifacts.FolderArtifacts;
import dev.lastgood.workflows.activities.EvidenceActivities.Capture;
import dev.lastgood.workflows.activities.EvidenceActivities.Seal;
import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("P1")
class EvidenceTest {
    @TempDir
    Path folder;

    private Artifacts artifacts;
    private EvidenceActivitiesImpl activities;

    @BeforeEach
    void activities() {
        artifacts = new FolderArtifacts(folder.resolve("artifacts"));
        Settings settings = Given.settings();
        activities = new EvidenceActivitiesImpl(
                List.of(new FileTail(settings), new GitLog(settings), new AlertSource()), artifacts);
    }

    @Test
    void theEndOfALogIsKept() throws IOException {
        Path log = Files.writeString(folder.resolve("shop.log"), "one\ntwo\nthree\n");

        Artifact artifact = capture("file-tail", "application log", Map.of("path", log.toString(), "lines", 2));

        assertThat(artifact.name()).isEqualTo("application-log.log");
        assertThat(text(artifact)).isEqualTo("two\nthree\n");
    }

    @Test
    void ofAHugeFileOnlyTheEndIsRead() throws IOException {
        Path log = Files.writeString(folder.resolve("shop.log"), "x".repeat(5000) + "\nlast line\n");

        assertThat(text(capture("file-tail", "log", Map.of("path", log.toString(), "bytes", "1KiB"))))
                .isEqualTo("last line\n");
    }

    @Test
    void whatWasCapturedIsLeftAlone() throws IOException {
        Path log = Files.writeString(folder.resolve("shop.log"), "before\n");
        Artifact first = capture("file-tail", "log", Map.of("path", log.toString()));
        Files.writeString(log, "after\n");

        assertThat(capture("file-tail", "log", Map.of("path", log.toString()))).isEqualTo(first);
        assertThat(text(first)).isEqualTo("before\n");
    }

    @Test
    void aSourceThatCantBeReadIsAnArtifactThatSaysWhy() throws IOException {
        Artifact artifact = capture(
                "file-tail", "log", Map.of("path", folder.resolve("gone.log").toString()));

        assertThat(text(artifact)).contains("could not be captured", "there is no file", "gone.log");
    }

    @Test
    void secretsInALogAreMasked() throws IOException {
        Path log = Files.writeString(folder.resolve("shop.log"), "DATABASE_URL=postgres://shop:hunter2@db/shop\n");

        assertThat(text(capture("file-tail", "log", Map.of("path", log.toString()))))
                .doesNotContain("hunter2");
    }

    @Test
    void aStoreThatCantBeWrittenIsAnError() throws IOException {
        Path log = Files.writeString(folder.resolve("shop.log"), "x\n");
        Files.writeString(folder.resolve("artifacts"), "a file where the folder should be");

        assertThatThrownBy(() -> capture("file-tail", "log", Map.of("path", log.toString())))
                .isNotNull();
    }

    @Test
    void recentCommitsAreKeptWithTheirTags() throws Exception {
        try (Git git = Git.init().setDirectory(folder.resolve("repo").toFile()).call()) {
            git.commit()
                    .setMessage("Checkout works")
                    .setSign(false)
                    .setAuthor("a", "a@x")
                    .setCommitter("a", "a@x")
                    .call();
            git.tag().setName("v1").call();
            git.commit()
                    .setMessage("Checkout is faster")
                    .setSign(false)
                    .setAuthor("a", "a@x")
                    .setCommitter("a", "a@x")
                    .call();
        }

        List<String> lines = text(capture(
                        "git-log",
                        "commits",
                        Map.of("repository", folder.resolve("repo").toString())))
                .lines()
                .toList();

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).endsWith("  Checkout is faster").doesNotContain("[");
        assertThat(lines.get(1)).endsWith("  [v1]  Checkout works");
    }

    @Test
    void theAlertIsKeptAsJson() throws IOException {
        assertThat(text(capture("alert", "alert", Map.of("labels", Map.of("severity", "critical")))))
                .contains("\"severity\" : \"critical\"");
    }

    @Test
    void theManifestIsWhatSha256sumChecks() throws Exception {
        Path log = Files.writeString(folder.resolve("shop.log"), "x\n");
        Artifact one = capture("file-tail", "log", Map.of("path", log.toString()));
        Artifact two = capture("alert", "alert", Map.of());

        Artifact manifest = activities.seal(new Seal(Given.ROLLBACK, List.of(one, two)));

        assertThat(manifest.name()).isEqualTo("manifest.sha256");
        Path where = Path.of(java.net.URI.create(manifest.uri()));
        int exit = new ProcessBuilder(
                        "sha256sum", "-c", "--strict", where.getFileName().toString())
                .directory(where.getParent().toFile())
                .start()
                .waitFor();
        assertThat(exit).isZero();
        assertThat(text(manifest).lines()).hasSize(2);
    }

    private Artifact capture(String type, String name, Map<String, Object> settings) {
        return activities.capture(new Capture(Given.ROLLBACK, new Target(type, name, settings)));
    }

    private String text(Artifact artifact) throws IOException {
        try (var in = artifacts.open(Given.ROLLBACK, artifact.name())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
