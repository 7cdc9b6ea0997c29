package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.activities.database.BackupActivitiesImpl;
import dev.lastgood.activities.database.postgresql.backups.Companions;
import dev.lastgood.activities.database.postgresql.backups.Manifest;
import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.programs.S3ForTests;
import dev.lastgood.workflows.activities.BackupActivities;
import dev.lastgood.workflows.activities.BackupActivities.Made;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.RollbackRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R10")
class BackupsMadeTest extends PatientTestBase {
    int runs;

    @BeforeEach
    void aShop() throws Exception {
        patient.backups().put("pattern", "shop-{time}");
        patient.backups()
                .put("staging", Map.of("folder", folder.resolve("staging").toString()));
        patient.run(patient.name, "CREATE EXTENSION IF NOT EXISTS plpgsql", "SELECT lo_create(4711)");
    }

    @ParameterizedTest
    @CsvSource({
        "shop-{time},directory",
        "shop-{time}.dump,custom",
        "shop-{time}.tar,tar",
        "shop-{time}.sql,plain",
        "shop-{time}.sql.gz,gzip",
        "shop-{time}.sql.zst,zstd"
    })
    void oneOfEachFormIsChosenVerifiedAndRestoredToWhatItsManifestSays(String pattern, String format) throws Exception {
        patient.backups().put("pattern", pattern);
        Made made = make(run());
        assertThat(made.format()).isEqualTo(format);
        assertThat(made.rows()).isEqualTo(3750);
        Backup chosen = patient.choose(null).backup();
        assertThat(chosen.name()).isEqualTo(made.backup().name());
        assertThat(patient.value(patient.restore(chosen).database(), "SELECT count(*) FROM orders"))
                .isEqualTo("3000");
    }

    @Test
    @Tag("V3")
    void aRestoreThatIsNotWhatWasBackedUpIsRefusedThoughAllRowsAreThere() throws Exception {
        Backup backup = make(run()).backup();
        Path beside = patient.folder.resolve(backup.name() + Manifest.SUFFIX);
        Manifest manifest = Companions.manifest(Path.of(backup.location())).orElseThrow();
        String other = manifest.tables().stream()
                .filter(it -> it.table().equals("public.orders"))
                .findFirst()
                .orElseThrow()
                .hash();
        Files.writeString(beside, Files.readString(beside).replace("\"" + other + "\"", "\"1\""));
        assertThatThrownBy(() -> patient.restore(backup))
                .hasStackTraceContaining("UNVERIFIED")
                .hasStackTraceContaining("table public.orders has other rows than were backed up, though as many");
        assertThat(patient.databases()).isZero();
    }

    @Test
    void aFileOfADirectoryThatChangedIsSetAsideByItsChecksum() throws Exception {
        Backup older = renamed(make(run()).backup(), "shop-20200101-000000");
        Backup newer = renamed(make(run()).backup(), "shop-20990101-000000");
        Path data;
        try (Stream<Path> files = Files.list(Path.of(newer.location()))) {
            data = files.filter(it -> it.toString().endsWith(".gz")).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(data);
        bytes[bytes.length - 1] ^= 1;
        Files.write(data, bytes);
        Backup.Choice choice = patient.choose(null);
        assertThat(choice.backup().name()).isEqualTo(older.name());
        assertThat(choice.refused().get(0).reason()).contains("does not have the checksum that stands in its manifest");
    }

    @Test
    void aDirectoryWithoutAManifestThatLacksAFileIsSetAside() throws Exception {
        Backup older = make(run()).backup();
        Path newer = patient.folder.resolve("shop-20990101-000000");
        patient.pgDump(newer, "-Fd");
        try (Stream<Path> files = Files.list(newer)) {
            Files.delete(files.filter(it -> it.toString().endsWith(".gz"))
                    .findFirst()
                    .orElseThrow());
        }
        Backup.Choice choice = patient.choose(null);
        assertThat(choice.backup().name()).isEqualTo(older.name());
        assertThat(choice.refused().get(0).reason()).contains("can't be read to its end");
    }

    @Test
    void halfOfTheRowsGoneSinceTheBackupBeforeIsAWarningAndNoRefusal() throws Exception {
        renamed(make(run()).backup(), "shop-20200101-000000");
        patient.run(patient.name, "DELETE FROM orders WHERE id > 1000");
        renamed(make(run()).backup(), "shop-20990101-000000");
        Backup.Choice choice = patient.choose(null);
        assertThat(choice.backup().name()).isEqualTo("shop-20990101-000000");
        assertThat(choice.warnings())
                .anySatisfy(it -> assertThat(it)
                        .startsWith("in the backup, table public.orders has 1000 rows, 3000 in the one before"));
    }

    @Test
    void askedAgainByTheSameRunItIsFoundAndAnUnfinishedOneIsGone() throws Exception {
        RollbackRef run = run();
        Made first = make(run);
        Made second = make(run);
        assertThat(second.backup()).isEqualTo(first.backup());
        assertThat(second.how()).isEqualTo("found finished by an earlier try");
        assertThat(files())
                .containsExactlyInAnyOrder(first.backup().name(), first.backup().name() + Manifest.SUFFIX);
    }

    @Test
    void rowsWrittenWhileItIsMadeAreInNeitherTheDumpNorTheManifest() throws Exception {
        patient.run(patient.name, "CREATE TABLE busy (id bigserial PRIMARY KEY)");
        Thread writer = new Thread(() -> {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    patient.run(patient.name, "INSERT INTO busy DEFAULT VALUES");
                }
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        writer.start();
        Backup backup = make(run()).backup();
        writer.interrupt();
        writer.join();
        assertThat(patient.restore(backup).database()).isNotEmpty();
    }

    @Test
    void theOldOnesGoAndOnlyThoseThatMatchThePatternAndWereMadeHere() throws Exception {
        patient.backups().put("keep", Map.of("count", 2));
        Files.writeString(patient.folder.resolve("notes.txt"), "mine");
        Files.writeString(patient.folder.resolve("shop-20200101-000000"), "a dump of another hand");
        for (String name : List.of("shop-20200102-000000", "shop-20200103-000000", "shop-20200104-000000")) {
            renamed(make(run()).backup(), name);
        }
        assertThat(activities()
                        .removeOld(new BackupActivities.Query(run(), patient.database()))
                        .names())
                .containsExactly("shop-20200102-000000");
        assertThat(files())
                .containsExactlyInAnyOrder(
                        "notes.txt",
                        "shop-20200101-000000",
                        "shop-20200103-000000",
                        "shop-20200103-000000.manifest.json",
                        "shop-20200104-000000",
                        "shop-20200104-000000.manifest.json");
        patient.backups().put("keep", Map.of("age", "1d"));
        assertThat(activities()
                        .removeOld(new BackupActivities.Query(run(), patient.database()))
                        .names())
                .as("the newest stays, however old")
                .containsExactly("shop-20200103-000000");
    }

    @Test
    void itIsPutIntoABucketAndOverSshAndComesBackFromThere() throws Exception {
        try (S3ForTests s3 = new S3ForTests();
                SshServerForTests ssh = new SshServerForTests(folder.resolve("ssh"))) {
            patient.environment.putAll(Map.of("SFTP_PASSWORD", "s3cret", "S3_KEY", "AKTEST", "S3_SECRET", "secret"));
            place(
                    "s3",
                    Map.of(
                            "bucket",
                            S3ForTests.BUCKET,
                            "endpoint",
                            s3.endpoint().toString(),
                            "path-style",
                            true,
                            "access-key",
                            "env:S3_KEY",
                            "secret-key",
                            "env:S3_SECRET"));
            Made inBucket = make(run());
            assertThat(s3.stored(inBucket.backup().name() + "/toc.dat")).isNotEmpty();
            assertThat(patient.choose(null).backup().location())
                    .isEqualTo(inBucket.backup().location());
            patient.backups().remove("s3");
            place("sftp", ssh.settings());
            Made overSsh = make(run());
            assertThat(ssh.backups().resolve(overSsh.backup().name())).isDirectory();
            Backup chosen = patient.choose(null).backup();
            assertThat(chosen.location()).isEqualTo(overSsh.backup().location());
            assertThat(patient.value(patient.restore(chosen).database(), "SELECT count(*) FROM orders"))
                    .isEqualTo("3000");
        }
    }

    private void place(String key, Map<String, Object> settings) {
        patient.backups().remove("folder");
        patient.backups().put(key, new HashMap<>(settings));
    }

    private RollbackRef run() {
        return new RollbackRef(patient.rollback.service(), String.format("%08x", ++runs));
    }

    private Made make(RollbackRef run) {
        return activities().make(new BackupActivities.Query(run, patient.database()));
    }

    private BackupActivities activities() {
        if (made == null) {
            made = register();
        }
        return made;
    }

    private BackupActivities made;

    private BackupActivities register() {
        return patient.stub(
                BackupActivities.class,
                new BackupActivitiesImpl(
                        List.of(new PostgresBackups(PostgresForTests.programs(), new Secrets(patient.environment)))));
    }

    /** As if it had been made at another time. */
    private Backup renamed(Backup backup, String name) throws Exception {
        Path from = Path.of(backup.location());
        Path to = patient.folder.resolve(name);
        Files.move(from, to);
        Files.move(
                patient.folder.resolve(backup.name() + Manifest.SUFFIX),
                patient.folder.resolve(name + Manifest.SUFFIX));
        return new Backup(name, to.toString(), Instant.EPOCH, backup.bytes());
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(patient.folder)) {
            return files.map(it -> it.getFileName().toString()).toList();
        }
    }
}
