package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.programs.PostgresServer;
import dev.lastgood.workflows.activities.DatabaseActivities.Swapped;
import dev.lastgood.workflows.model.Finding;
import dev.lastgood.workflows.model.Shadow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real physical standby, made of a cold copy of the primary's data. */
@Tag("M1")
class StandbyTest {
    @TempDir
    Path folder;

    PostgresServer primary;
    PostgresServer standby;
    Patient patient;

    @BeforeEach
    void aPrimaryAndItsStandby() throws Exception {
        PostgresServer.Options options = PostgresServer.Options.forTests();
        PostgresForTests.start(folder.resolve("primary"), options).close();
        Files.createDirectories(folder.resolve("standby"));
        Path data = folder.resolve("standby/data");
        assertThat(new ProcessBuilder("cp", "-a", folder.resolve("primary/data").toString(), data.toString())
                        .start()
                        .waitFor())
                .isZero();
        Files.createFile(data.resolve("standby.signal"));
        primary = PostgresForTests.start(folder.resolve("primary"), options);
        standby = PostgresForTests.start(
                folder.resolve("standby"),
                options.withSetting(
                        "primary_conninfo",
                        "host=127.0.0.1 port=" + primary.port() + " user=postgres application_name=reader"));
        patient = new Patient(folder, primary, "shop");
        Awaitility.await()
                .until(() -> "1".equals(patient.value("postgres", "SELECT count(*) FROM pg_stat_replication")));
    }

    @AfterEach
    void end() throws Exception {
        patient.close();
        standby.close();
        primary.close();
    }

    @Test
    void readersOnAStandbyThatTheCatalogNamesEndUpOnTheRestoredData() throws Exception {
        patient.settings.put("standbys", List.of(Map.of("host", "127.0.0.1", "port", standby.port())));
        assertThat(lines()).anyMatch(it -> it.startsWith("will be done: standby 127.0.0.1:" + standby.port()));
        Shadow shadow = damagedAndRestored();
        Awaitility.await()
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(orders(reader())).isEqualTo(3005));
        try (Connection reader = reader()) {
            assertThat(orders(reader)).isEqualTo(3005);
            Swapped swapped = patient.swap(shadow);
            assertThat(swapped.detail()).contains("has the swap").contains("ended there");
            assertThat(reader.isValid(2))
                    .as("the reader of the displaced database")
                    .isFalse();
        }
        assertThat(orders(reader())).isEqualTo(3000);
    }

    @Test
    void aStandbyThatTheCatalogDoesNotNameIsToldAsOneWhoseReadersStayBehind() throws Exception {
        assertThat(lines())
                .anyMatch(
                        it -> it.startsWith("to know: 1 standby follows this server (reader at 127.0.0.1), 0 of them"));
        patient.settings.put("standbys", List.of(Map.of("host", "127.0.0.1", "port", primary.port())));
        assertThat(lines()).anyMatch(it -> it.contains("can't be used: it is no standby"));
    }

    @Test
    void aSynchronousStandbyThatIsDownDoesNotHoldUpTheSwap() throws Exception {
        Shadow shadow = damagedAndRestored();
        patient.run("postgres", "ALTER SYSTEM SET synchronous_standby_names = 'away'", "SELECT pg_reload_conf()");
        try {
            Awaitility.await()
                    .untilAsserted(() -> assertThat(lines())
                            .anyMatch(it ->
                                    it.startsWith("to know: none of the synchronous standbys (away) is connected")));
            assertThat(patient.swap(shadow).changed()).isTrue();
            assertThat(patient.orders()).isEqualTo(3000);
        } finally {
            patient.run("postgres", "ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()");
        }
    }

    private Connection reader() throws Exception {
        return DriverManager.getConnection(standby.jdbcUrl("shop"));
    }

    private static long orders(Connection connection) throws Exception {
        try (var row = connection.createStatement().executeQuery("SELECT count(*) FROM orders")) {
            row.next();
            return row.getLong(1);
        }
    }

    private List<String> lines() {
        return patient.activities().inspect(patient.query()).findings().stream()
                .map(Finding::line)
                .toList();
    }

    private Shadow damagedAndRestored() throws Exception {
        var backup = patient.dump(Patient.BACKUP_TIME);
        patient.damage();
        return patient.restore(backup);
    }
}
