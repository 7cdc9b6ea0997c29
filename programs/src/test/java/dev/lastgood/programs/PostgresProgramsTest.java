package dev.lastgood.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresProgramsTest {
    @TempDir
    Path root;

    @Test
    void aFolderWithoutPgCtlIsNoServer() throws IOException {
        Path folder = FakePrograms.server(root.resolve("half"), 16);
        Files.delete(folder.resolve("pg_ctl"));
        assertThat(find("half").server()).isEmpty();
    }

    @Test
    void theNewestOfTheUsualFoldersComesFirst() throws IOException {
        FakePrograms.server(root.resolve("usr/lib/postgresql/9/bin"), 9);
        FakePrograms.server(root.resolve("usr/lib/postgresql/16/bin"), 16);
        FakePrograms.server(root.resolve("usr/pgsql-17/bin"), 17);
        assertThat(find("").requireServer().major()).isEqualTo(17);
    }

    @Test
    void homebrewAndPostgresAppAreUsualFolders() throws IOException {
        FakePrograms.server(root.resolve("opt/homebrew/opt/postgresql@16/bin"), 16);
        FakePrograms.client(root.resolve("Applications/Postgres.app/Contents/Versions/17/bin"), 17);
        assertThat(find("").server()).isPresent();
        assertThat(find("").client()).isPresent();
    }

    @Test
    void thePathComesBeforeTheUsualFolders() throws IOException {
        FakePrograms.server(root.resolve("mine"), 14);
        FakePrograms.server(root.resolve("usr/lib/postgresql/16/bin"), 16);
        assertThat(find("mine").requireServer().major()).isEqualTo(14);
    }

    @Test
    void aConfiguredFolderComesFirst() throws IOException {
        FakePrograms.server(root.resolve("mine"), 14);
        Path configured = FakePrograms.server(root.resolve("configured"), 13);
        assertThat(PostgresPrograms.find(folders("mine"), configured)
                        .requireServer()
                        .folder())
                .isEqualTo(configured);
    }

    @Test
    void refusesAConfiguredFolderWithoutPrograms() throws IOException {
        Path empty = Files.createDirectory(root.resolve("empty"));
        assertThatThrownBy(() -> PostgresPrograms.find(folders(""), empty))
                .isInstanceOf(ProgramException.class)
                .hasMessageContaining(empty.toString())
                .hasMessageContaining("LASTGOOD_POSTGRES_BIN");
    }

    @Test
    void aServerWithFittingClientsIsPreferred() throws IOException {
        FakePrograms.server(root.resolve("usr/lib/postgresql/18/bin"), 18);
        FakePrograms.server(root.resolve("usr/lib/postgresql/15/bin"), 15);
        FakePrograms.client(root.resolve("usr/lib/postgresql/15/bin"), 15);
        assertThat(find("").requireServer().major()).isEqualTo(15);
    }

    @Test
    void refusesAClientOlderThanTheServer() throws IOException {
        FakePrograms.client(root.resolve("old"), 15);
        assertThatThrownBy(() -> find("old").requireClientFor(17))
                .isInstanceOf(ProgramException.class)
                .hasMessageContaining("15 (" + root.resolve("old"))
                .hasMessageContaining("Looked in")
                .hasMessageContaining("apt install postgresql-client-17");
    }

    @Test
    void prefersTheClientOfTheSameVersion() throws IOException {
        FakePrograms.client(root.resolve("newer"), 17);
        FakePrograms.client(root.resolve("usr/lib/postgresql/15/bin"), 15);
        assertThat(find("newer").requireClientFor(15).major()).isEqualTo(15);
    }

    @Test
    void aWrapperThatChoosesTheVersionItselfIsLeftOut() throws IOException {
        Path wrapper = FakePrograms.script(root.resolve("common/pg_wrapper"), "echo 'x (PostgreSQL) 17.1'");
        Files.createDirectory(root.resolve("wrapped"));
        for (String program : PostgresProbe.CLIENT) {
            Files.createSymbolicLink(root.resolve("wrapped").resolve(program), wrapper);
        }
        assertThat(find("wrapped").client()).isEmpty();
    }

    @Test
    void aProgramThatDoesNotRunIsLeftOut() throws IOException {
        Path broken = FakePrograms.server(root.resolve("broken"), 16);
        FakePrograms.script(broken.resolve("postgres"), "echo 'libssl.so: not found'; exit 127");
        assertThat(find("broken").server()).isEmpty();
    }

    private PostgresPrograms find(String onPath) {
        return PostgresPrograms.find(folders(onPath), null);
    }

    private PostgresFolders folders(String onPath) {
        Map<String, String> variables = onPath.isEmpty()
                ? Map.of()
                : Map.of("PATH", root.resolve(onPath).toString());
        return new PostgresFolders(new Environment(variables), root);
    }
}
