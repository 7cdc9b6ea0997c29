package dev.lastgood.standalone.demo.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
    @TempDir
    Path parent;

    @Test
    void aFolderWithOtherThingsIsRefusedAndLeftAlone() throws Exception {
        Path precious = Files.writeString(parent.resolve("precious"), "kept");

        assertThatThrownBy(() -> DemoFolder.take(parent))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--folder");
        assertThat(precious).hasContent("kept");
    }

    @Test
    void aSecondDemoIsToldThatAnotherRuns() {
        Path folder = parent.resolve("demo");
        try (DemoFolder first = DemoFolder.take(folder)) {
            assertThatThrownBy(() -> DemoFolder.take(folder))
                    .hasMessageContaining("another demo runs in " + first.path());
        }
    }

    @Test
    void whatAnEarlierDemoLeftIsSweptButTheServersData() throws Exception {
        Path folder = parent.resolve("demo");
        try (DemoFolder earlier = DemoFolder.take(folder)) {
            Files.createDirectories(earlier.path().resolve("secrets/old"));
            Files.createDirectories(earlier.path().resolve("database/data"));
        }
        try (DemoFolder next = DemoFolder.take(folder)) {
            assertThat(next.path().resolve("secrets")).doesNotExist();
            assertThat(next.path().resolve("database/data")).exists();
        }
    }
}
