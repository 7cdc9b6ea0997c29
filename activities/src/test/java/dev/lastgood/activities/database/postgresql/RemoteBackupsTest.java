package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.programs.S3ForTests;
import dev.lastgood.workflows.model.Backup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R10")
class RemoteBackupsTest extends PatientTestBase {
    private static final String NAME = "pre-onboarding-" + Patient.BACKUP_TIME + ".sql.gz";

    SshServerForTests ssh;
    S3ForTests s3;

    @BeforeEach
    void aShopWithABackupElsewhere() throws Exception {
        patient.environment.putAll(Map.of("SFTP_PASSWORD", "s3cret", "S3_KEY", "AKTEST", "S3_SECRET", "secret"));
        ssh = new SshServerForTests(folder.resolve("ssh"));
        s3 = new S3ForTests();
        patient.dump(Patient.BACKUP_TIME);
        Files.move(patient.folder.resolve(NAME), ssh.backups().resolve(NAME));
        s3.store("shop/" + NAME, Files.readAllBytes(ssh.backups().resolve(NAME)));
    }

    @AfterEach
    void end() throws Exception {
        s3.close();
        ssh.close();
    }

    @Test
    void oneOverSshIsFetchedWithAnEd25519KeyAndRestored() throws Exception {
        sftp(ssh.settingsWithKey());
        Backup.Choice choice = patient.choose(null);
        assertThat(choice.backup().location()).isEqualTo("sftp://127.0.0.1:" + ssh.port() + "/backups/" + NAME);
        assertThat(choice.backup().takenAt()).isEqualTo(Patient.TAKEN_AT);
        assertRestored(choice.backup());
    }

    @Test
    void oneFromABucketIsFetchedAndRestored() throws Exception {
        bucket(S3ForTests.BUCKET);
        Backup backup = patient.choose(null).backup();
        assertThat(backup.location()).isEqualTo("s3://" + S3ForTests.BUCKET + "/shop/" + NAME);
        assertRestored(backup);
    }

    @Test
    void whatWasFetchedIsFoundAgainThoughTheServerIsGone() throws Exception {
        sftp(ssh.settings());
        Backup backup = patient.choose(null).backup();
        ssh.close();
        assertRestored(backup);
    }

    @Test
    void aFetchThatWasCutGoesOnWhereItStopped() throws Exception {
        bucket(S3ForTests.BUCKET);
        Path staged = stagedAfter(() -> patient.choose(null));
        byte[] whole = Files.readAllBytes(staged);
        Files.write(staged.resolveSibling(NAME + ".fetching.part"), java.util.Arrays.copyOf(whole, whole.length / 2));
        Files.delete(staged);
        patient.choose(null);
        assertThat(Files.readAllBytes(staged)).isEqualTo(whole);
        assertThat(s3.ranges).containsExactly("bytes=" + whole.length / 2 + "-");
    }

    @Test
    void aDamagedOneIsSetAsideForTheNextOlderOneAndItsCopyForgotten() throws Exception {
        byte[] whole = s3.stored("shop/" + NAME);
        String newer = "pre-onboarding-20261121-020000.sql.gz";
        s3.store("shop/" + newer, java.util.Arrays.copyOf(whole, whole.length / 2));
        bucket(S3ForTests.BUCKET);
        Backup.Choice choice = patient.choose(null);
        assertThat(choice.backup().name()).isEqualTo(NAME);
        assertThat(choice.refused())
                .singleElement()
                .satisfies(it -> assertThat(it.reason()).contains("does not unpack"));
        assertThat(staged().map(it -> it.getFileName().toString())).containsExactly(NAME);
    }

    @Test
    void oneThatDisappearsWhileItIsReadIsSetAsideForTheNextOlderOne() throws Exception {
        String newer = "pre-onboarding-20261121-020000.sql.gz";
        s3.store("shop/" + newer, s3.stored("shop/" + NAME));
        s3.hidden = "shop/" + newer;
        bucket(S3ForTests.BUCKET);
        Backup.Choice choice = patient.choose(null);
        assertThat(choice.backup().name()).isEqualTo(NAME);
        assertThat(choice.refused().get(0).reason()).isEqualTo("disappeared while it was read");
    }

    @Test
    void stagingThatIsTooSmallIsToldBeforeAnythingIsFetched() {
        bucket(S3ForTests.BUCKET);
        patient.backups().put("staging", Map.of("folder", staging().toString(), "at-most", "1kB"));
        assertThatThrownBy(() -> patient.choose(null)).hasStackTraceContaining("has no room for");
        assertThat(s3.requests).noneMatch(it -> it.contains(NAME));
    }

    @Test
    void anotherHostKeyIsRefusedAndSaysWhy() throws Exception {
        sftp(ssh.settings());
        ssh.becomeAnother();
        assertThatThrownBy(() -> patient.choose(null))
                .hasStackTraceContaining("REFUSED")
                .hasStackTraceContaining("is not the one that stands in " + ssh.knownHosts());
    }

    @Test
    void aHostThatNobodyKnowsIsRefusedAndSaysWhatToDo() throws Exception {
        sftp(ssh.settings());
        Files.writeString(ssh.knownHosts(), "");
        assertThatThrownBy(() -> patient.choose(null))
                .hasStackTraceContaining("is not trusted")
                .hasStackTraceContaining("ssh-keyscan");
    }

    @Test
    void aWrongPasswordIsRefusedAndNotSaid() {
        sftp(ssh.settings());
        patient.environment.put("SFTP_PASSWORD", "guessed");
        assertThatThrownBy(() -> patient.choose(null))
                .hasStackTraceContaining("refuses the login of backup by password")
                .satisfies(e -> assertThat(e.toString()).doesNotContain("guessed"));
    }

    @Test
    void aServerThatIsNotThereIsTriedAgain() throws Exception {
        Map<String, Object> settings = ssh.settings();
        ssh.close();
        sftp(settings);
        assertThatThrownBy(() -> patient.choose(null))
                .hasStackTraceContaining("can't connect to 127.0.0.1:")
                .satisfies(e -> assertThat(String.valueOf(e.getCause())).doesNotContain("nonRetryable=true"));
    }

    @Test
    void aFolderThatIsNotOnTheServerIsAMistakeInTheCatalog() {
        Map<String, Object> settings = ssh.settings();
        settings.put("folder", "/nowhere");
        sftp(settings);
        assertThatThrownBy(() -> patient.choose(null))
                .hasStackTraceContaining("CONFIGURATION")
                .hasStackTraceContaining("there is no folder /nowhere");
    }

    @Test
    void aBucketThatIsNotThereIsAMistakeInTheCatalog() {
        bucket("elsewhere");
        assertThatThrownBy(() -> patient.choose(null))
                .hasStackTraceContaining("CONFIGURATION")
                .hasStackTraceContaining("there is no such bucket");
    }

    @Test
    void deniedAccessNamesTheKeysToCheckAndNoSecret() {
        s3.refuseWith = 403;
        bucket(S3ForTests.BUCKET);
        assertThatThrownBy(() -> patient.choose(null))
                .hasStackTraceContaining("REFUSED")
                .hasStackTraceContaining("access denied")
                .satisfies(e -> assertThat(e.toString()).doesNotContain("AKTEST"));
    }

    @Test
    void twoPlacesAtOnceAreRefused() {
        bucket(S3ForTests.BUCKET);
        patient.backups().put("folder", patient.folder());
        assertThatThrownBy(() -> patient.choose(null)).hasStackTraceContaining("name one of folder, sftp and s3");
    }

    private void sftp(Map<String, Object> settings) {
        place("sftp", settings);
    }

    private void bucket(String name) {
        place(
                "s3",
                Map.of(
                        "bucket",
                        name,
                        "prefix",
                        "shop/",
                        "endpoint",
                        s3.endpoint().toString(),
                        "path-style",
                        true,
                        "access-key",
                        "env:S3_KEY",
                        "secret-key",
                        "env:S3_SECRET"));
    }

    private void place(String key, Map<String, Object> settings) {
        patient.backups().remove("folder");
        patient.backups().put(key, new HashMap<>(settings));
        patient.backups().put("staging", Map.of("folder", staging().toString()));
    }

    private Path staging() {
        return folder.resolve("staging");
    }

    private Stream<Path> staged() throws java.io.IOException {
        return Files.walk(staging()).filter(Files::isRegularFile);
    }

    private Path stagedAfter(Runnable fetch) throws java.io.IOException {
        fetch.run();
        List<Path> files = staged().toList();
        assertThat(files).hasSize(1);
        return files.get(0);
    }

    private void assertRestored(Backup backup) throws Exception {
        assertThat(patient.value(patient.restore(backup).database(), "SELECT count(*) FROM orders"))
                .isEqualTo("3000");
    }
}
