package dev.lastgood.history.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.workflows.model.Artifact;
import dev.lastgood.workflows.model.RollbackRef;
import dev.lastgood.workflows.model.ServiceRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every place for artifacts does alike. */
@Tag("P1")
abstract class ArtifactsContract {
    static final RollbackRef ROLLBACK = new RollbackRef(new ServiceRef("production", "shop"), "1a2b3c4d");
    private static final RollbackRef OTHER = new RollbackRef(new ServiceRef("production", "shop"), "1a2b3c4e");
    private static final String HELLO_SHA256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    abstract Artifacts artifacts();

    @Test
    void whatWasPutIsReadAgain() throws IOException {
        put("app.log", "hello");

        assertThat(read("app.log")).isEqualTo("hello");
    }

    @Test
    void anArtifactIsNamedByItsChecksumSizeAndPlace() throws IOException {
        assertThat(put("app.log", "hello"))
                .isEqualTo(new Artifact(
                        "app.log", artifacts().uriOf(ROLLBACK, "app.log").toString(), HELLO_SHA256, 5));
        assertThat(artifacts().uriOf(ROLLBACK, "app.log").toString()).endsWith("/production/shop/1a2b3c4d/app.log");
    }

    @Test
    void puttingTheSameAgainChangesNothing() throws IOException {
        Artifact first = put("app.log", "hello");

        assertThat(put("app.log", "hello")).isEqualTo(first);
        assertThat(artifacts().list(ROLLBACK)).containsExactly(first);
    }

    @Test
    void puttingMoreReplacesWhatWasThere() throws IOException {
        put("report.md", "short");

        put("report.md", "longer");

        assertThat(read("report.md")).isEqualTo("longer");
    }

    @Test
    void listingSaysWhatPuttingSaid() throws IOException {
        Artifact second = put("b.txt", "two");
        Artifact first = put("a.txt", "hello");

        assertThat(artifacts().list(ROLLBACK)).containsExactly(first, second);
    }

    @Test
    void aRollbackSeesOnlyItsOwn() throws IOException {
        put("app.log", "hello");

        assertThat(artifacts().list(OTHER)).isEmpty();
        assertThatThrownBy(() -> artifacts().open(OTHER, "app.log")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aFileOfSomeSizeArrivesWhole(@TempDir Path folder) throws IOException {
        byte[] bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);
        Path file = Files.write(folder.resolve("dump"), bytes);

        Artifact artifact = artifacts().put(ROLLBACK, "dump.bin", file);

        assertThat(artifact.bytes()).isEqualTo(bytes.length);
        try (InputStream in = artifacts().open(ROLLBACK, "dump.bin")) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void aSourceThatBreaksOffLeavesTheOldOneInPlace() throws IOException {
        put("app.log", "hello");

        assertThatThrownBy(() -> artifacts().put(ROLLBACK, "app.log", new BrokenStream()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the pipe broke");

        assertThat(read("app.log")).isEqualTo("hello");
        assertThat(artifacts().list(ROLLBACK)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../escape", "a/b", "..", ".hidden", "", "a\\b", "a b", "/etc/passwd", "x\0y"})
    void aNameThatCouldLeadElsewhereIsRefused(String name) {
        assertThatThrownBy(() -> put(name, "hello"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("artifact name");
    }

    @Test
    void aKeyThatCouldLeadElsewhereIsRefused() {
        RollbackRef odd = new RollbackRef(ROLLBACK.service(), "../../x");

        assertThatThrownBy(() -> artifacts().list(odd)).isInstanceOf(IllegalArgumentException.class);
    }

    Artifact put(String name, String content) throws IOException {
        return artifacts().put(ROLLBACK, name, new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }

    String read(String name) throws IOException {
        try (InputStream in = artifacts().open(ROLLBACK, name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static final class BrokenStream extends InputStream {
        private int given;

        @Override
        public int read() throws IOException {
            if (given++ < 10) {
                return 'x';
            }
            throw new IOException("the pipe broke");
        }
    }
}
