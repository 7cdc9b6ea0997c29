package dev.lastgood.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real bundle of this kind of machine, if there is one. */
class PostgresBundleTest {
    @TempDir
    Path root;

    @Test
    void isUnpackedOnceAndRuns() throws IOException {
        List<String> said = new ArrayList<>();
        PostgresBundle bundle = new PostgresBundle(new Cache(root, said::add), said::add);
        Optional<Path> programs = bundle.programs();
        assumeTrue(programs.isPresent());
        bundle.programs();
        assertThat(said).hasSize(1);
        PostgresFolders only = new PostgresFolders(new Environment(Map.of()), root);
        PostgresPrograms found = PostgresPrograms.find(only, programs.get());
        assertThat(found.requireServer().major()).isEqualTo(bundle.major());
        try (PostgresServer server =
                PostgresServer.start(found, root.resolve("server"), PostgresServer.Options.forTests())) {
            server.createDatabase("shop");
            assertThat(server.major()).isEqualTo(bundle.major());
        }
    }
}
