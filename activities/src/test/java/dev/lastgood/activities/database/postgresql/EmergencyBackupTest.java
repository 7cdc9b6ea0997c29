package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.activities.database.postgresql.backups.Companions;
import dev.lastgood.activities.database.postgresql.backups.Manifest;
import dev.lastgood.workflows.model.Backup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("P2")
class EmergencyBackupTest extends PatientTestBase {
    @Test
    void itHasTheRunbooksNameAndCanBeRestored() throws Exception {
        Backup backup = dump();
        assertThat(backup.name()).matches("emergency-pre-rollback-\\d{8}-\\d{6}-" + patient.rollback.key());
        assertThat(files()).containsExactlyInAnyOrder(backup.name(), backup.name() + ".manifest.json");
        assertThat(patient.value(patient.restore(backup).database(), "SELECT count(*) FROM orders"))
                .isEqualTo("3000");
    }

    @Test
    void askedAgainItIsFoundAgainAndWhatAKilledWorkerLeftIsGone() throws Exception {
        String half = "emergency-pre-rollback-20261120-000000-" + patient.rollback.key();
        Files.createDirectory(patient.folder.resolve(half + ".part"));
        Path work = Files.createDirectory(patient.folder.resolve(".emergency-pre-rollback-" + patient.rollback.key()));
        Files.createFile(work.resolve(half + ".begun"));
        Backup first = dump();
        assertThat(dump()).isEqualTo(first);
        assertThat(files()).containsExactlyInAnyOrder(first.name(), first.name() + ".manifest.json");
    }

    @Test
    void onlyTheNamedTablesAreDumpedWhereTheCatalogNamesThem() throws Exception {
        patient.emergency().put("tables", List.of("public.visits"));
        Manifest manifest = Companions.manifest(Path.of(dump().location())).orElseThrow();
        assertThat(manifest.tables()).singleElement().satisfies(table -> {
            assertThat(table.table()).isEqualTo("public.visits");
            assertThat(table.rows()).isEqualTo(500);
        });
        assertThat(manifest.files()).hasSize(2);
    }

    @Test
    void aTableThatDoesNotExistIsTold() {
        patient.emergency().put("tables", List.of("public.vists"));
        assertThatThrownBy(this::dump).hasStackTraceContaining("vists");
        assertThat(filesQuietly()).isEmpty();
    }

    @Test
    void aFolderThatCanNotBeWrittenToIsToldAndNothingIsLeft() throws Exception {
        patient.emergency()
                .put("folder", Files.createFile(folder.resolve("a-file")).toString());
        assertThatThrownBy(this::dump)
                .hasStackTraceContaining("COMMAND_FAILED")
                .hasStackTraceContaining("can't be written to");
    }

    @Test
    void withoutAFolderInTheCatalogItSaysWhichKeyIsMissing() {
        patient.settings.remove("emergency");
        assertThatThrownBy(this::dump).hasStackTraceContaining("emergency.folder");
    }

    private Backup dump() {
        return patient.activities().emergencyBackup(patient.query());
    }

    private List<String> filesQuietly() {
        try {
            return files();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(patient.folder)) {
            return files.map(it -> it.getFileName().toString()).toList();
        }
    }
}
