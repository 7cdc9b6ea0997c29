package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.activities.Given;
import dev.lastgood.activities.database.postgresql.server.Servers;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.activities.killswitch.HttpKillSwitch;
import dev.lastgood.activities.look.PlanActivitiesImpl;
import dev.lastgood.activities.release.GitRelease;
import dev.lastgood.activities.support.Health;
import dev.lastgood.activities.support.Http;
import dev.lastgood.activities.support.Site;
import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.history.artifacts.FolderArtifacts;
import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.workflows.activities.PlanActivities;
import dev.lastgood.workflows.activities.PlanActivities.BackupLook;
import dev.lastgood.workflows.activities.PlanActivities.DatabaseLook;
import dev.lastgood.workflows.activities.PlanActivities.ReleaseLook;
import dev.lastgood.workflows.activities.PlanActivities.SwitchLook;
import dev.lastgood.workflows.model.Target;
import io.temporal.activity.ActivityInterface;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A plan looks at real parts: a server, a backup, a repository, a kill switch. None of them is another afterwards. */
@Tag("T10")
class PlanTouchesNothingTest extends PatientTestBase {
    private final List<String> statements = new CopyOnWriteArrayList<>();
    private Site site;
    private PlanActivities plans;
    private Target release;
    private Target killSwitch;

    @BeforeEach
    void aService() throws Exception {
        patient.dump(Patient.BACKUP_TIME);
        patient.damage();
        Path repository = Files.createDirectory(folder.resolve("shop"));
        try (Git git = Git.init().setDirectory(repository.toFile()).call()) {
            for (String version : List.of("v1", "v2")) {
                Files.writeString(repository.resolve("version"), version);
                git.add().addFilepattern(".").call();
                git.commit()
                        .setMessage(version)
                        .setAuthor("anna", "anna@example.com")
                        .setSign(false)
                        .call();
                git.tag().setName(version).setSigned(false).call();
            }
        }
        release = new Target(
                "git",
                "shop",
                Map.of(
                        "repository", repository.toString(),
                        "stop", List.of("touch", folder.resolve("stopped").toString()),
                        "start", List.of("touch", folder.resolve("started").toString()),
                        "health", Map.of("url", "http://127.0.0.1:1/")));
        site = new Site().on("/get", 200, "{\"active\": false}").on("/set", 204, "");
        killSwitch = new Target(
                "http",
                "gateway",
                Map.of(
                        "url", site.url("/set"),
                        "read-back", Map.of("url", site.url("/get"), "pointer", "/active")));
        patient.backups()
                .put("staging", Map.of("folder", folder.resolve("staging").toString()));
        plans = plans();
    }

    @AfterEach
    void end() throws Exception {
        site.close();
    }

    @Test
    void aLookAtEverythingChangesNothingAnywhere() throws Exception {
        String server = server();
        Map<String, String> files = files();

        var releases = plans.release(new ReleaseLook(patient.rollback, release, null, true));
        var ground = plans.database(new DatabaseLook(patient.rollback, patient.database()));
        var backup = plans.backup(new BackupLook(patient.rollback, patient.database(), Instant.now()));
        var gate = plans.killSwitch(new SwitchLook(killSwitch));

        assertThat(releases.running().name()).isEqualTo("v2");
        assertThat(releases.to().name()).isEqualTo("v1");
        assertThat(ground.summary())
                .startsWith("PostgreSQL " + patient.server.major())
                .contains("the swap: ");
        assertThat(backup.choice().backup().takenAt()).isEqualTo(Patient.TAKEN_AT);
        assertThat(gate.on()).isFalse();

        assertThat(server()).isEqualTo(server);
        assertThat(files()).isEqualTo(files);
        assertThat(site.seen())
                .extracting(Site.Seen::method)
                .containsOnly("GET")
                .isNotEmpty();
        assertThat(statements)
                .isNotEmpty()
                .noneMatch(
                        sql -> sql.matches(
                                "(?is)\\s*(create|alter|drop|comment|insert|update|delete|grant|revoke|truncate|lock|copy|do)\\b.*"));
    }

    @Test
    void theServerItselfLetsSuchASessionWriteNothing() {
        var servers = new Servers(new Secrets(Map.of()));
        Probe probe = () -> servers.on(patient.database(), patient.rollback, server -> {
            try (Sql sql = server.readingOnly().maintenance()) {
                sql.execute("CREATE ROLE lastgood_was_here");
                return "it could";
            } catch (SQLException e) {
                return e.getSQLState();
            }
        });

        assertThat(patient.stub(Probe.class, probe).tries()).isEqualTo("25006");
    }

    @ActivityInterface
    public interface Probe {
        String tries();
    }

    @Test
    void noBackupFromBeforeTheDamageStandsInTheWay() {
        var listed =
                plans.backup(new BackupLook(patient.rollback, patient.database(), Patient.TAKEN_AT.minusSeconds(1)));

        assertThat(listed.choice()).isNull();
        assertThat(listed.inTheWay()).contains("was made after the damage began");
    }

    private PlanActivities plans() {
        var settings = Given.settings();
        var postgres = new PostgresDatabase(
                PostgresForTests.programs(),
                new Secrets(Map.of()),
                List.of(),
                Duration.ofSeconds(20),
                statements::add,
                null);
        var http = new Http();
        return patient.stub(
                PlanActivities.class,
                new PlanActivitiesImpl(
                        List.of(new GitRelease(
                                settings, new FolderArtifacts(folder.resolve("artifacts")), new Health(http))),
                        List.of(new HttpKillSwitch(settings, http)),
                        List.of(postgres)));
    }

    /** All that a database of this server is known by, and all that is in this one. */
    private String server() throws SQLException {
        String of = Sql.literal(patient.name);
        return patient.value(
                        "postgres",
                        "SELECT string_agg(format('%s %s %s %s %s', oid, datname, datallowconn, datacl,"
                                + " shobj_description(oid, 'pg_database')), E'\\n' ORDER BY oid) FROM pg_database"
                                + " WHERE starts_with(datname, substr(" + of + ", 1, 18))")
                + patient.value(
                        patient.name,
                        "SELECT string_agg(format('%s %s %s', oid, relname, relfilenode), E'\\n' ORDER BY oid) FROM"
                                + " pg_class")
                + patient.value("postgres", "SELECT string_agg(rolname, ',' ORDER BY rolname) FROM pg_roles")
                + patient.orders();
    }

    /** Every file with its time and its contents: backups, staging, artifacts, the repository and what git keeps. */
    private Map<String, String> files() throws Exception {
        var files = new TreeMap<String, String>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.toList()) {
                files.put(
                        folder.relativize(file).toString(),
                        Files.getLastModifiedTime(file) + " " + (Files.isRegularFile(file) ? hash(file) : ""));
            }
        }
        return files;
    }

    private static String hash(Path file) throws IOException, java.security.NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
