package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Shadow;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plain dump of the newest pg_dump, without any client program of that major. */
@Tag("R10")
class RestoreOnEveryMajorTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void whatTheNewestPgDumpWritesOfAServerIsRestoredOnIt(int major) throws Exception {
        try (Patient patient = new Patient(folder, PostgresForTests.ofMajor(major))) {
            Shadow shadow = patient.restore(dump(patient, major, "STORED"));
            assertThat(patient.value(
                            shadow.database(), "SELECT string_agg(name || m || twice, ' ' ORDER BY id) FROM customers"))
                    .isEqualTo("onegood2 two\nlines\\.it's bad4");
            assertThat(patient.value(shadow.database(), "SELECT count(*) FROM parted JOIN customers ON id = customer"))
                    .isEqualTo("2");
            assertThat(patient.value(shadow.database(), "SELECT encode(lo_get(16999), 'hex')"))
                    .isEqualTo("00ff275c3b0a");
            assertThat(patient.value(shadow.database(), "SELECT bool_and(indisvalid) FROM pg_index"))
                    .isEqualTo("t");
            assertThat(patient.value(shadow.database(), "SELECT atomic(5)")).isEqualTo("5");
            patient.swap(shadow);
            assertThat(patient.value(patient.name, "SELECT count(*) FROM customers"))
                    .isEqualTo("3");
            patient.swapBack(shadow);
            patient.run("postgres", "DROP DATABASE \"" + shadow.database().replace("\"", "\"\"") + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 17})
    void whatOnlyANewerMajorUnderstandsIsRefusedAsThat(int major) throws Exception {
        try (Patient patient = new Patient(folder, PostgresForTests.ofMajor(major))) {
            assertThatThrownBy(() -> patient.restore(dump(patient, 18, "VIRTUAL")))
                    .hasStackTraceContaining("dump of a newer major, PostgreSQL 18, and this server is " + major)
                    .hasStackTraceContaining("CREATE TABLE public.customers");
            assertThat(patient.databases()).isZero();
        }
    }

    private static Backup dump(Patient patient, int major, String generated) throws Exception {
        try (InputStream dump = RestoreOnEveryMajorTest.class.getResourceAsStream("/dumps/by-pg_dump-18.sql")) {
            String sql = new String(dump.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@MAJOR@", "" + major)
                    .replace("@GENERATED@", generated);
            Path file = patient.folder.resolve("shop.sql");
            Files.writeString(file, sql);
            return new Backup("shop.sql", file.toString(), Patient.TAKEN_AT, Files.size(file));
        }
    }
}
