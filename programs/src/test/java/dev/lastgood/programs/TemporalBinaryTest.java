package dev.lastgood.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalBinaryTest {
    private static final String DOWNLOADS = "io.temporal.testing.devServerDownloadBaseUrl";

    @TempDir
    Path root;

    private final List<String> said = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void noDownload() {
        System.setProperty(DOWNLOADS, "http://127.0.0.1:" + FreePorts.any());
    }

    @AfterEach
    void downloadAgain() {
        System.clearProperty(DOWNLOADS);
    }

    @Test
    void theProgramOnThePathComesFirst() throws IOException {
        Path program = FakePrograms.script(root.resolve("bin/temporal"), "echo 1.2.3");
        FakePrograms.script(root.resolve("cache/temporal-1.5.1"), "");
        assertThat(get()).isEqualTo(program);
    }

    @Test
    void aProgramOnThePathThatDoesNotRunIsLeftOut() throws IOException {
        FakePrograms.script(root.resolve("bin/temporal"), "echo 'no version is set'; exit 126");
        Path cached = FakePrograms.script(root.resolve("cache/temporal-1.5.1"), "");
        assertThat(get()).isEqualTo(cached);
    }

    @Test
    void buildsWithGoWhereNothingCanBeDownloaded() throws IOException {
        fakeGo("");
        assertThat(get()).isEqualTo(root.resolve("cache/temporal-1.5.1")).isExecutable();
        assertThat(said).anyMatch(line -> line.contains("could not download it: no connection to"));
    }

    @Test
    void goSeesThePinnedModule() throws IOException {
        fakeGo("/bin/cat go.mod > " + root.resolve("seen") + "; [ -s go.sum ] && [ -s tools.go ] || exit 3");
        get();
        assertThat(root.resolve("seen")).content().contains("github.com/temporalio/cli v1.5.1");
    }

    @Test
    void buildsOnlyOnce() throws IOException {
        fakeGo("echo built >> " + root.resolve("builds"));
        get();
        get();
        assertThat(root.resolve("builds")).hasContent("built");
    }

    @Test
    void aFailedBuildLeavesNothingBehindAndIsQuoted() throws IOException {
        FakePrograms.script(root.resolve("bin/go"), "echo 'go: no module proxy answers'; exit 1");
        assertThatThrownBy(this::get)
                .isInstanceOf(ProgramException.class)
                .hasMessageContaining("go: no module proxy answers");
        assertThat(root.resolve("cache")).isDirectoryNotContaining("glob:**/{temporal-1.5.1,.making-*}");
    }

    @Test
    void namesTheWaysOutWhenThereIsNone() {
        assertThatThrownBy(this::get)
                .isInstanceOf(ProgramException.class)
                .hasMessageContaining("set TEMPORAL_ADDRESS")
                .hasMessageContaining("temporal is on the PATH")
                .hasMessageContaining("install Go");
    }

    private void fakeGo(String before) throws IOException {
        FakePrograms.script(
                root.resolve("bin/go"),
                before + "\nwhile [ $# -gt 0 ]; do [ \"$1\" = -o ] && to=$2; shift; done; "
                        + "echo '#!/bin/sh' > $to; /bin/chmod +x $to");
    }

    private Path get() {
        Map<String, String> variables = Map.of(
                "PATH",
                root.resolve("bin").toString(),
                "LASTGOOD_CACHE",
                root.resolve("cache").toString());
        return new TemporalBinary(new Environment(variables), said::add).get();
    }
}
