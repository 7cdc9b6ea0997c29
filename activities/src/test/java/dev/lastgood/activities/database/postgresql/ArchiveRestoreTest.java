package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Shadow;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R10")
class ArchiveRestoreTest extends PatientTestBase {
    @BeforeEach
    void aShop() throws Exception {
        patient.run(
                patient.name,
                "CREATE TABLE fired (what text)",
                "CREATE FUNCTION fire() RETURNS event_trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN INSERT INTO public.fired VALUES (tg_tag); END $$",
                "CREATE MATERIALIZED VIEW totals AS SELECT count(*) FROM orders",
                "CREATE EVENT TRIGGER watch_" + patient.rollback.key() + " ON ddl_command_end EXECUTE FUNCTION fire()",
                "ALTER EVENT TRIGGER watch_" + patient.rollback.key() + " ENABLE ALWAYS",
                "CREATE SUBSCRIPTION feed CONNECTION 'host=nowhere' PUBLICATION p WITH (connect = false)",
                "TRUNCATE fired");
    }

    @AfterEach
    void end() throws Exception {
        patient.run(patient.name, "ALTER SUBSCRIPTION feed SET (slot_name = NONE)", "DROP SUBSCRIPTION feed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Fc", "-Fd", "-Ft"})
    void anArchiveIsRestoredWithoutItsSubscriptionsAndNoEventTriggerFires(String format) throws Exception {
        requireRestored(restore(format));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Fc", "-Fd", "-Ft"})
    void anArchiveIsRestoredSlowlyWhereTheCatalogSaysSo(String format) throws Exception {
        patient.settings.put("load", Map.of("rate-limit", "10MB"));
        requireRestored(restore(format));
    }

    @Test
    void anArchiveWithARoleThatIsNotThereSaysSo() throws Exception {
        String role = "ghost_" + patient.rollback.key();
        patient.run("postgres", "CREATE ROLE " + role);
        patient.run(patient.name, "ALTER TABLE visits OWNER TO " + role);
        Backup backup = dump("-Fc");
        patient.run(patient.name, "ALTER TABLE visits OWNER TO postgres", "DROP ROLE " + role);
        assertThatThrownBy(() -> patient.restore(backup)).hasStackTraceContaining("needs the role " + role);
        assertThat(patient.databases()).isZero();
    }

    private void requireRestored(Shadow shadow) throws Exception {
        assertThat(patient.value(shadow.database(), "SELECT count(*) FROM orders"))
                .isEqualTo("3000");
        assertThat(patient.value(shadow.database(), "SELECT evtenabled FROM pg_event_trigger"))
                .isEqualTo("A");
        assertThat(patient.value(shadow.database(), "SELECT count(*) FROM fired"))
                .isEqualTo("0");
        assertThat(patient.value(
                        "postgres",
                        "SELECT count(*) FROM pg_subscription JOIN pg_database d ON d.oid = subdbid WHERE datname = "
                                + Sql.literal(shadow.database())))
                .isEqualTo("0");
        assertThat(shadow.detail()).contains("subscription feed");
        patient.activities().dropShadow(patient.query());
    }

    private Shadow restore(String format) throws Exception {
        return patient.restore(dump(format));
    }

    private Backup dump(String format) throws Exception {
        Path file = patient.folder.resolve("shop" + format);
        patient.pgDump(file, format);
        return new Backup(file.getFileName().toString(), file.toString(), Patient.TAKEN_AT, 1);
    }
}
