package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lastgood.activities.Settings;
import dev.lastgood.activities.database.postgresql.inspect.OwnDatabase;
import dev.lastgood.activities.support.road.Road;
import dev.lastgood.activities.support.road.Tunnel;
import dev.lastgood.activities.support.road.TunnelProgram;
import dev.lastgood.catalog.settings.Secrets;
import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.programs.PostgresServer;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Shadow;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** A server that listens on no port: only a program gets inside. */
@Tag("R10")
class TunnelTest {
    @TempDir
    static Path home;

    static PostgresServer server;
    static List<String> command;

    @TempDir
    Path folder;

    Patient patient;

    @BeforeAll
    static void aServerWithoutAPort() {
        Path folder = home.resolve("server");
        server = PostgresForTests.start(
                folder,
                PostgresServer.Options.forTests()
                        .withSetting("listen_addresses", "")
                        .withSetting("unix_socket_directories", folder.toString()));
        command = TunnelProgram.to(folder.resolve(".s.PGSQL." + server.port()));
        assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl("postgres")))
                .as("nothing listens")
                .hasMessageContaining("refused");
    }

    @AfterAll
    static void endTheServer() {
        server.close();
    }

    @BeforeEach
    void aShop() throws Exception {
        Road road =
                Road.to("db", 5432, new Tunnel(command, Map.of()), new Settings(new Secrets(Map.of())), "", stop -> {});
        patient = new Patient(
                folder, server, "shop \"" + Long.toHexString(System.nanoTime()) + "\" d'or", "db:5432", road);
        patient.settings.put("tunnel", Map.of("command", command));
    }

    @AfterEach
    void end() throws Exception {
        patient.before = sql -> {};
        patient.close();
        // Neither an activity's nor the patient's own.
        await().atMost(Duration.ofSeconds(5))
                .until(() -> TunnelProgram.running().findAny().isEmpty());
    }

    @Test
    void aDatabaseOfWhichNoPortIsReachedIsRestoredComparedSwappedAndSwappedBack() throws Exception {
        assertThat(patient.activities().inspect(patient.query()).swapMethod()).contains("gate");
        Backup dumped = patient.activities().emergencyBackup(patient.query());
        patient.damage();
        Backup backup = patient.dump(Patient.BACKUP_TIME);
        patient.run(patient.name, "INSERT INTO visits VALUES ('epoch', 'late')");
        assertThat(patient.choose(Instant.now()).backup().name()).isEqualTo(backup.name());
        Shadow shadow = patient.restore(dumped);
        assertThat(patient.compare(shadow, dumped).tables())
                .filteredOn(it -> it.table().equals("public.orders"))
                .singleElement()
                .satisfies(it -> assertThat(it.onlyInLive()).isEqualTo(7));
        patient.swap(shadow);
        assertThat(patient.orders()).isEqualTo(3000);
        patient.swapBack(shadow);
        assertThat(patient.orders()).isEqualTo(3005);
    }

    @Test
    void aPlainDumpGoesThroughItOverSeveralConnections() throws Exception {
        Shadow shadow = patient.restore(patient.dump(Patient.BACKUP_TIME));
        assertThat(patient.value(shadow.database(), "SELECT count(*) FROM orders"))
                .isEqualTo("3000");
    }

    @Test
    void schemasAreSwappedThroughItByTheClientsPrograms() throws Exception {
        patient.settings.put("way", "schemas");
        Backup backup = patient.dump(Patient.BACKUP_TIME);
        patient.damage();
        patient.swap(patient.restore(backup));
        assertThat(patient.orders()).isEqualTo(3000);
    }

    @Test
    void aRestoreWhoseTunnelIsKilledIsCompletedByTheRetry() throws Exception {
        Backup backup = patient.dump(Patient.BACKUP_TIME);
        killTheTunnelAtTheStatement("COPY public.orders");
        assertThatThrownBy(() -> patient.restore(backup)).hasStackTraceContaining("the tunnel to db:5432");
        patient.before = sql -> {};
        Shadow shadow = patient.restore(backup);
        assertThat(patient.databases()).as("nothing half done is left").isEqualTo(1);
        assertThat(patient.value(shadow.database(), "SELECT count(*) FROM orders"))
                .isEqualTo("3000");
    }

    @Test
    void aSwapWhoseTunnelIsKilledHasHappenedOrNotAndIsCompletedByTheRetry() throws Exception {
        Backup backup = patient.dump(Patient.BACKUP_TIME);
        patient.damage();
        Shadow shadow = patient.restore(backup);
        killTheTunnelAtTheStatement("DO $swap$");
        assertThatThrownBy(() -> patient.swap(shadow))
                .hasStackTraceContaining("was ended by signal 9 in the middle of the connection");
        patient.before = sql -> {};
        assertThat(patient.orders()).isIn(3000L, 3005L);
        patient.swap(shadow);
        assertThat(patient.orders()).isEqualTo(3000);
        assertThat(patient.oid()).isEqualTo(shadow.oid());
    }

    @Test
    void aDumpWhoseTunnelIsKilledSaysSo() {
        patient.before = sql -> {
            if (sql.contains("pg_export_snapshot")) {
                // Those of pg_dump are started after this one, which is the oldest.
                Thread killer = new Thread(() -> {
                    await().until(() -> TunnelProgram.running().count() > 1);
                    TunnelProgram.running().forEach(ProcessHandle::destroyForcibly);
                });
                killer.setDaemon(true);
                killer.start();
            }
        };
        assertThatThrownBy(() -> patient.activities().emergencyBackup(patient.query()))
                .hasStackTraceContaining("the tunnel to db:5432");
    }

    @Test
    void aProgramThatIsNotThereIsAMistakeOfTheCatalog() {
        patient.settings.put("tunnel", Map.of("command", List.of("dockr", "exec", "-i", "db")));
        assertThatThrownBy(this::inspect)
                .hasStackTraceContaining("CONFIGURATION")
                .hasStackTraceContaining("the tunnel to db:5432 ('dockr exec -i db') can't be run: no program dockr");
    }

    @Test
    void aProgramThatTheContainerLacksIsAMistakeOfTheCatalog() {
        through(TunnelProgram.saying("", "exec: \"socat\": executable file not found", 127));
        assertThatThrownBy(this::inspect)
                .hasStackTraceContaining("CONFIGURATION")
                .hasStackTraceContaining("executable file not found");
    }

    @Test
    void whatAProgramSaysThatEndsAtOnceIsToldWithoutSecretsAndMayPass() {
        patient.settings.put("password", "env:SHOP_PASSWORD");
        patient.environment.put("SHOP_PASSWORD", "s3cret-word");
        through(TunnelProgram.saying("", "service \"db\" is not running (s3cret-word)", 1));
        assertThatThrownBy(this::inspect)
                .hasStackTraceContaining(
                        "ended with exit code 1 before the server answered: service \"db\" is not running (***)")
                .hasStackTraceContaining("Run it by hand")
                .satisfies(it -> assertThat(stack(it)).doesNotContain("CONFIGURATION", "s3cret-word"));
    }

    @Test
    void aProgramThatIsNoConnectionIsToldToBeNone() {
        through(TunnelProgram.saying("psql (15.14)\nType \"help\" for help.\n", "", 0));
        assertThatThrownBy(this::inspect).hasStackTraceContaining("What answers is no PostgreSQL server");
    }

    @Test
    void theServerOfTheHistoryIsKnownThroughATunnelByItselfAndNotByItsName() throws Exception {
        PostgresServer shared = PostgresForTests.shared();
        PGSimpleDataSource elsewhere = new PGSimpleDataSource();
        elsewhere.setUrl(shared.jdbcUrl("postgres"));
        patient.own = List.of(new OwnDatabase("Lastgood's history", "db:5432", patient.name, elsewhere));
        assertThat(patient.activities().inspect(patient.query()).version()).isEqualTo(server.major());

        try (Patient other = new Patient(folder.resolve("other"), shared)) {
            other.settings.put("tunnel", Map.of("command", TunnelProgram.to(shared.port())));
            other.own = List.of(new OwnDatabase("Lastgood's history", "another.invalid:1", other.name, elsewhere));
            assertThatThrownBy(() -> other.activities().inspect(other.query()))
                    .hasStackTraceContaining("saw off the branch");
        }
    }

    @Test
    void theApplicationsLoginIsTriedThroughItToo() {
        patient.settings.put("application", Map.of("user", "postgres"));
        assertThat(patient.activities().inspect(patient.query()).findings())
                .anyMatch(it -> it.what().contains("the application's login (postgres) works"));
    }

    private void inspect() {
        patient.activities().inspect(patient.query());
    }

    private void through(List<String> other) {
        patient.settings.put("tunnel", Map.of("command", other));
    }

    /** Once, with all others that run. */
    private void killTheTunnelAtTheStatement(String text) {
        AtomicInteger kills = new AtomicInteger();
        patient.before = sql -> {
            if (sql.contains(text) && kills.getAndIncrement() == 0) {
                TunnelProgram.running().forEach(ProcessHandle::destroyForcibly);
            }
        };
    }

    private static String stack(Throwable e) {
        var text = new java.io.StringWriter();
        e.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }
}
