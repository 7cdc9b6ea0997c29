package dev.lastgood.history.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderArtifactsTest extends ArtifactsContract {
    @TempDir
    Path root;

    @Override
    Artifacts artifacts() {
        return new FolderArtifacts(root);
    }

    @Test
    void artifactsAreFilesThatAPersonFinds() throws IOException {
        put("app.log", "hello");

        assertThat(root.resolve("production/shop/1a2b3c4d/app.log")).hasContent("hello");
    }

    @Test
    void whatAKilledWriterLeftIsNoArtifact() throws IOException {
        put("app.log", "hello");
        Files.writeString(root.resolve("production/shop/1a2b3c4d/.app.log.0.part"), "hel");

        assertThat(artifacts().list(ROLLBACK))
                .singleElement()
                .extracting("name")
                .isEqualTo("app.log");
    }

    @Test
    void nothingButTheArtifactIsLeftBehind() throws IOException {
        put("app.log", "hello");

        try (Stream<Path> files = Files.list(root.resolve("production/shop/1a2b3c4d"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsNamedWithWhatToDo() throws IOException {
        Files.writeString(root.resolve("production"), "a file in the way");

        assertThatThrownBy(() -> put("app.log", "hello"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("app.log can't be written")
                .hasMessageContaining("Check that the artifacts folder " + root);
    }
}
