package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.model.SwapWay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An application whose setting is a file: {@code cp} and {@code cat} stand for whatever points it elsewhere. */
@Tag("R10")
class RepointTest extends PatientTestBase {
    Path setting;
    Backup backup;

    @BeforeEach
    void anApplicationThatReadsAFile() throws Exception {
        setting = folder.resolve("database");
        Files.writeString(setting, patient.name + "\n");
        patient.settings.put("way", "repoint");
        // The name reaches dd as it is: no shell is in between.
        repoint(List.of("dd", "of=" + setting, "if=" + folder + "/names/{database}"));
        Files.createDirectories(folder.resolve("names"));
        Files.writeString(folder.resolve("names").resolve(patient.name), patient.name);
        backup = patient.dump(Patient.BACKUP_TIME);
        patient.damage();
    }

    @Test
    void theApplicationIsPointedToTheRestoredDatabaseAndBack() throws Exception {
        Shadow shadow = restored();
        assertThat(shadow.way()).isEqualTo(SwapWay.INTO_NEW);
        assertThat(shadow.swapMethod()).contains("(repoint)");
        patient.run(patient.name, "SELECT setval('orders_id_seq', 9000)");
        assertThat(patient.swap(shadow).detail()).contains("pointed to " + shadow.database(), "into the catalog");
        assertThat(setting).hasContent(shadow.database());
        assertThat(patient.value(shadow.database(), "SELECT nextval('orders_id_seq')"))
                .isEqualTo("9001");
        assertThat(patient.swap(shadow)).as("twice").satisfies(it -> {
            assertThat(it.changed()).isFalse();
            assertThat(it.stands()).isTrue();
            assertThat(it.detail()).contains("by an earlier try", "uses " + shadow.database(), "into the catalog");
        });
        assertThat(patient.restore(backup)).as("found again").isEqualTo(shadow);

        assertThat(patient.swapBack(shadow).changed()).isTrue();
        assertThat(setting).hasContent(patient.name);
        assertThat(patient.value(patient.name, "SELECT nextval('orders_id_seq')"))
                .isEqualTo("9002");
        assertThat(patient.swapBack(shadow)).as("twice").satisfies(it -> {
            assertThat(it.changed()).isFalse();
            assertThat(it.stands()).isTrue();
            assertThat(it.detail()).contains("by an earlier try", shadow.database() + " is as it was");
        });
        patient.activities().dropShadow(patient.query());
        assertThat(patient.databases()).as("it was live for a while").isEqualTo(1);
    }

    @Test
    void whatNeverWasSwappedIsNotSwappedBack() throws Exception {
        Shadow shadow = restored();
        assertThat(patient.swapBack(shadow).stands()).isFalse();
        patient.activities().dropShadow(patient.query());
        assertThat(patient.databases()).isZero();
    }

    @Test
    void aCommandThatChangesNothingIsNotBelieved() throws Exception {
        Shadow shadow = restored();
        repoint(List.of("true", "{database}"));
        assertThatThrownBy(() -> patient.swap(shadow))
                .hasStackTraceContaining("UNVERIFIED")
                .hasStackTraceContaining("still uses");
        assertThat(setting).hasContent(patient.name);
    }

    @Test
    void aCommandThatFailsIsToldWithItsLastLines() throws Exception {
        Shadow shadow = restored();
        repoint(List.of("dd", "if=/does/not/exist"));
        assertThatThrownBy(() -> patient.swap(shadow))
                .hasStackTraceContaining("exit code 1")
                .hasStackTraceContaining("No such file");
    }

    @Test
    void anApplicationThatAPersonPointedElsewhereIsLeftAlone() throws Exception {
        Shadow shadow = restored();
        Files.writeString(setting, "another");
        assertThatThrownBy(() -> patient.swap(shadow))
                .hasStackTraceContaining("REFUSED")
                .hasStackTraceContaining("'another'");
        assertThat(setting).hasContent("another");
    }

    @Test
    void killedAfterTheCommandItIsFoundDone() throws Exception {
        Shadow shadow = restored();
        boolean[] ran = new boolean[1];
        patient.before = sql -> {
            ran[0] |= sql.startsWith("dd ");
            if (ran[0] && sql.startsWith("COMMENT")) {
                throw new IllegalStateException("Killed");
            }
        };
        assertThatThrownBy(() -> patient.swap(shadow)).hasStackTraceContaining("Killed");
        patient.before = sql -> {};
        repoint(List.of("false"));
        assertThat(patient.swap(shadow).changed()).isTrue();
        assertThat(setting).hasContent(shadow.database());
    }

    private Shadow restored() throws Exception {
        Shadow shadow = patient.restore(backup);
        Files.writeString(folder.resolve("names").resolve(shadow.database()), shadow.database());
        return shadow;
    }

    private void repoint(List<String> command) {
        patient.settings.put("repoint", Map.of("command", command, "shows", List.of("cat", setting.toString())));
    }
}
