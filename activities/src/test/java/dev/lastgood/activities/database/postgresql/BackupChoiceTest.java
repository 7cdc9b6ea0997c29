package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.activities.database.postgresql.dumps.DumpFile;
import dev.lastgood.workflows.model.Backup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R10")
class BackupChoiceTest extends PatientTestBase {
    private static final String OLDER = "20261119-020000";
    private static final String NEWER = "20261120-020000";
    private static final Instant DAMAGE = Instant.parse("2026-11-21T00:00:00Z");

    @BeforeEach
    void aShopWithAnOlderBackup() throws Exception {
        patient.dump(OLDER);
    }

    @Test
    void theNewestGoodOneIsChosen() throws Exception {
        patient.dump(NEWER);
        Backup.Choice choice = patient.choose(DAMAGE);
        assertThat(choice.backup().name()).isEqualTo("pre-onboarding-" + NEWER + ".sql.gz");
        assertThat(choice.backup().takenAt()).isEqualTo(Instant.parse("2026-11-20T02:00:00Z"));
        assertThat(choice.backup().location()).startsWith(patient.folder());
        assertThat(choice.refused()).isEmpty();
    }

    @Test
    void aBackupMadeAfterTheDamageBeganIsSetAside() throws Exception {
        patient.dump(NEWER);
        newestIsRefused("was made after the damage began", Instant.parse("2026-11-20T01:59:59Z"));
    }

    @Test
    void oneTruncatedByHalfIsRefused() throws Exception {
        Path file = Path.of(patient.dump(NEWER).location());
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        newestIsRefused("does not unpack");
    }

    @Test
    void oneWithAFlippedByteIsRefused() throws Exception {
        Path file = Path.of(patient.dump(NEWER).location());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(file, bytes);
        Backup.Choice choice = patient.choose(DAMAGE);
        assertThat(choice.refused()).hasSize(1);
    }

    @Test
    void oneCutAtALineInsideTheRowsIsRefused() throws Exception {
        String plain = new String(patient.plain(), StandardCharsets.UTF_8);
        int inside = plain.indexOf("\n", plain.indexOf("COPY public.orders") + 200);
        patient.write(NEWER, plain.substring(0, inside + 1).getBytes(StandardCharsets.UTF_8));
        newestIsRefused("ends inside the rows of table public.orders");
    }

    @Test
    void oneWithoutItsClosingMarkIsRefused() throws Exception {
        String plain = new String(patient.plain(), StandardCharsets.UTF_8);
        patient.write(
                NEWER,
                plain.substring(0, plain.indexOf("ALTER TABLE ONLY public.orders"))
                        .getBytes(StandardCharsets.UTF_8));
        newestIsRefused("no closing mark");
    }

    @Test
    void anEmptyFileIsRefused() throws Exception {
        Files.createFile(patient.folder.resolve("pre-onboarding-" + NEWER + ".sql.gz"));
        newestIsRefused("is empty (0 bytes)");
    }

    @Test
    void anEmptyDumpInAGoodEnvelopeIsRefused() throws Exception {
        patient.write(NEWER, new byte[0]);
        newestIsRefused("is empty");
    }

    @Test
    void aWrongChecksumBesideItIsRefusedAndARightOneTaken() throws Exception {
        Path file = Path.of(patient.dump(NEWER).location());
        Path checksum = file.resolveSibling(file.getFileName() + ".sha256");
        Files.writeString(checksum, "0".repeat(64) + "  " + file.getFileName() + "\n");
        newestIsRefused("does not have the checksum");

        var digest = DumpFile.Digests.sha256();
        digest.update(Files.readAllBytes(file));
        Files.writeString(checksum, DumpFile.Digests.hex(digest) + "  " + file.getFileName() + "\n");
        assertThat(patient.choose(DAMAGE).refused()).isEmpty();
    }

    @Test
    void oneThatLeadsToTheLiveDatabaseIsRefused() throws Exception {
        patient.dump(NEWER, "--create");
        newestIsRefused("reaches beyond its database");
    }

    @Test
    void oneThatConnectsElsewhereIsRefused() throws Exception {
        String plain = new String(patient.plain(), StandardCharsets.UTF_8);
        patient.write(NEWER, ("\\connect " + "postgres\n" + plain).getBytes(StandardCharsets.UTF_8));
        newestIsRefused("holds the psql command \\connect postgres");
    }

    @Test
    void aDumpOfAnotherDatabaseIsRefused() throws Exception {
        try (Patient other = new Patient(folder.resolve("other"))) {
            other.run(
                    other.name,
                    "DROP TABLE orders, customers, visits, empty, \"Odd \"\"Table\"",
                    "CREATE TABLE pets ()");
            patient.write(NEWER, other.plain());
        }
        newestIsRefused("is a dump of another database");
    }

    @Test
    void aCustomDumpOfAnotherDatabaseOrCutShortIsRefused() throws Exception {
        patient.backups().put("pattern", "pre-onboarding-{time}.dump");
        patient.pgDump(patient.folder.resolve("pre-onboarding-" + OLDER + ".dump"), "-Fc");
        Path file = patient.folder.resolve("pre-onboarding-" + NEWER + ".dump");
        patient.pgDump(file, "-Fc");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 100));
        newestIsRefused("can't be read to its end");
        try (Patient other = new Patient(folder.resolve("other"))) {
            other.pgDump(file, "-Fc");
        }
        newestIsRefused("is a dump of another database");
    }

    @Test
    void oneOlderThanThePolicyAllowsIsRefused() throws Exception {
        patient.backups().put("max-age", "2d");
        patient.dump("20200101-000000");
        assertThatThrownBy(() -> patient.choose(Instant.parse("2020-06-01T00:00:00Z")))
                .hasStackTraceContaining("NO_BACKUP")
                .hasStackTraceContaining("is older than the policy allows");
    }

    @Test
    void noneAtAllSaysWhereItLooked() {
        patient.backups().put("pattern", "nightly-{time}.sql.gz");
        assertThatThrownBy(() -> patient.choose(DAMAGE))
                .hasStackTraceContaining("NO_BACKUP")
                .hasStackTraceContaining("no file in " + patient.folder() + " matches nightly-{time}.sql.gz");
    }

    @Test
    void whenAllAreBadEachIsNamedWithItsReason() throws Exception {
        patient.write(NEWER, new byte[0]);
        patient.write(OLDER, "SET a.b = 1;\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> patient.choose(DAMAGE))
                .hasStackTraceContaining("NO_BACKUP")
                .hasStackTraceContaining(NEWER + ".sql.gz is empty")
                .hasStackTraceContaining(OLDER + ".sql.gz has no closing mark");
    }

    @Test
    void aFolderThatIsNotThereIsAMistakeInTheCatalog() {
        patient.backups().put("folder", folder.resolve("nowhere").toString());
        assertThatThrownBy(() -> patient.choose(DAMAGE))
                .hasStackTraceContaining("CONFIGURATION")
                .hasStackTraceContaining("backups.folder");
    }

    @Test
    void theTimeInANameIsOfTheCatalogsZoneAndWithoutOneTheFilesOwnTimeCounts() throws Exception {
        patient.backups().put("zone", "Europe/Paris");
        assertThat(patient.choose(DAMAGE).backup().takenAt()).isEqualTo(Instant.parse("2026-11-19T01:00:00Z"));
        patient.backups().put("pattern", "*.sql.gz");
        Instant written = Instant.parse("2026-11-18T12:00:00Z");
        Files.setLastModifiedTime(
                patient.folder.resolve("pre-onboarding-" + OLDER + ".sql.gz"), FileTime.from(written));
        assertThat(patient.choose(DAMAGE).backup().takenAt()).isEqualTo(written);
    }

    @Test
    void anEmergencyBackupIsNeverTakenForAGoodOne() throws Exception {
        patient.activities().emergencyBackup(patient.query());
        patient.settings.put("backups", Map.of("folder", patient.folder()));
        assertThat(patient.choose(null).backup().name()).contains(OLDER);
    }

    private void newestIsRefused(String reason) {
        newestIsRefused(reason, DAMAGE);
    }

    private void newestIsRefused(String reason, Instant before) {
        Backup.Choice choice = patient.choose(before);
        assertThat(choice.backup().name()).contains(OLDER);
        assertThat(choice.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.name()).contains(NEWER);
            assertThat(refused.reason()).contains(reason);
        });
    }
}
