package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.model.SwapWay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R10")
class InPlaceTest extends PatientTestBase {
    Backup backup;

    @BeforeEach
    void aShopThatIsNeitherRenamedNorItsSchemas() throws Exception {
        patient.settings.put("way", "in-place");
        patient.run(
                patient.name,
                "CREATE SCHEMA \"Odd Schema\"",
                "CREATE TYPE mood AS ENUM ('fine')",
                "CREATE DOMAIN short AS text CHECK (length(VALUE) < 9)",
                "CREATE TABLE \"Odd Schema\".notes (of_order int REFERENCES orders, how mood, what short)",
                "CREATE VIEW big AS SELECT * FROM orders",
                "CREATE AGGREGATE mul(int) (SFUNC = int4mul, STYPE = int)",
                "CREATE STATISTICS st (ndistinct) ON customer, item FROM orders",
                "CREATE OPERATOR ### (FUNCTION = int4mul, LEFTARG = int, RIGHTARG = int)",
                "CREATE COLLATION german FROM \"C\"",
                "GRANT SELECT ON orders TO PUBLIC");
        backup = patient.dump(Patient.BACKUP_TIME);
        patient.damage();
        // What the bad release added would keep the old tables from being dropped one by one.
        patient.run(
                patient.name,
                "CREATE SCHEMA added",
                "CREATE TABLE added.later (customer bigint REFERENCES customers)",
                "SELECT setval('orders_id_seq', 9000)");
    }

    @Test
    void liveIsReplacedInOneTransactionAfterABackupOfItAndPutBackFromIt() throws Exception {
        assertThat(patient.activities().inspect(patient.query()).way()).isEqualTo(SwapWay.IN_PLACE);
        long oid = patient.oid();
        Shadow shadow = patient.restore(backup);
        assertThat(shadow.swapMethod()).contains("nobody can write meanwhile");
        assertThat(patient.swapBack(shadow).stands()).as("never swapped").isFalse();
        assertThat(patient.swap(shadow).detail()).contains("nobody could write", "-in-place.sql.gz");
        assertThat(patient.orders()).isEqualTo(3000);
        assertThat(patient.oid()).isEqualTo(oid);
        assertThat(value("SELECT count(*) FROM big")).isEqualTo("3000");
        assertThat(value("SELECT to_regclass('added.later')")).isNull();
        assertThat(value("SELECT 6 ### 7")).isEqualTo("42");
        assertThat(value("SELECT nextval('orders_id_seq')")).isEqualTo("9001");
        assertThat(patient.swap(shadow)).as("twice").satisfies(it -> {
            assertThat(it.changed()).isFalse();
            assertThat(it.detail()).contains("by an earlier try", saved().get(0));
        });
        assertThat(patient.restore(backup)).as("found again").isEqualTo(shadow);

        patient.run(patient.name, "INSERT INTO orders (item) VALUES ('while restored')");
        assertThat(patient.swapBack(shadow).changed()).isTrue();
        assertThat(patient.orders()).isEqualTo(3005);
        assertThat(value("SELECT count(*) FROM added.later")).isEqualTo("0");
        assertThat(value("SELECT nextval('orders_id_seq')")).isEqualTo("9003");
        assertThat(patient.swapBack(shadow)).as("twice").satisfies(it -> {
            assertThat(it.changed()).isFalse();
            assertThat(it.stands()).isTrue();
            assertThat(it.detail()).contains("by an earlier try", "-in-place");
        });
        assertThat(saved()).as("both states are kept").hasSize(2);
    }

    @Test
    void aLoadThatFailsAtItsEndLeavesLiveAsItWas() throws Exception {
        Shadow shadow = patient.restore(backup);
        patient.run(
                shadow.database(),
                "CREATE FUNCTION bad() RETURNS int IMMUTABLE LANGUAGE plpgsql AS 'BEGIN IF current_database() LIKE ''%\\_lg\\_%''"
                        + " THEN RETURN 1; END IF; RAISE EXCEPTION ''not here''; END'",
                "CREATE INDEX zz ON visits (bad())");
        assertThatThrownBy(() -> patient.swap(shadow))
                .hasStackTraceContaining("not here")
                .hasStackTraceContaining("was not changed");
        assertThat(patient.orders()).isEqualTo(3005);
        assertThat(value("SELECT count(*) FROM added.later")).isEqualTo("0");
    }

    @Test
    void aBackupThatCanNotBeWrittenStopsItBeforeAnythingIsDropped() throws Exception {
        Shadow shadow = patient.restore(backup);
        patient.emergency()
                .put("folder", Files.createFile(folder.resolve("a-file")).toString());
        assertThatThrownBy(() -> patient.swap(shadow))
                .hasStackTraceContaining("COMMAND_FAILED")
                .hasStackTraceContaining("Nothing was changed");
        assertThat(patient.orders()).isEqualTo(3005);
        patient.run(patient.name, "INSERT INTO visits VALUES ('epoch', 'not locked')");
    }

    @Test
    void withoutTheBackupThatItMadeAnUndoSaysWhatToDo() throws Exception {
        Shadow shadow = patient.restore(backup);
        patient.swap(shadow);
        Files.move(patient.folder.resolve(saved().get(0)), folder.resolve("moved"));
        assertThatThrownBy(() -> patient.swapBack(shadow))
                .hasStackTraceContaining("REFUSED")
                .hasStackTraceContaining("bring it back");
        assertThat(patient.orders()).isEqualTo(3000);
    }

    @Test
    void aTransactionLeftOpenIsEndedAndWhatItWroteIsNotHalfKept() throws Exception {
        Shadow shadow = patient.restore(backup);
        try (Connection open = DriverManager.getConnection(patient.jdbc(patient.name), "postgres", "");
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("INSERT INTO visits VALUES (now(), 'never committed')");
            assertThat(patient.swap(shadow).changed()).isTrue();
        }
        patient.swapBack(shadow);
        assertThat(value("SELECT count(*) FROM visits WHERE page = 'never committed'"))
                .isEqualTo("0");
    }

    private List<String> saved() throws Exception {
        try (Stream<Path> files = Files.list(patient.folder)) {
            return files.map(it -> it.getFileName().toString())
                    .filter(it -> it.contains("-in-place"))
                    .toList();
        }
    }

    private String value(String sql) throws Exception {
        return patient.value(patient.name, sql);
    }
}
