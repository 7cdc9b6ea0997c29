package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastgood.activities.database.postgresql.server.Ledger;
import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.workflows.model.Shadow;
import dev.lastgood.workflows.model.SwapWay;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exchange itself, which needs no client programs of that version. */
@Tag("M1")
class SwapOnEveryMajorTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void aSuperuserSwapsAndSwapsBackBehindTheGate(int major) throws Exception {
        try (Patient patient = new Patient(folder, PostgresForTests.ofMajor(major))) {
            swapsAndSwapsBack(patient, shadow(patient));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 17, 18})
    void theOwnerDoesToo(int major) throws Exception {
        try (Patient patient = new Patient(folder, PostgresForTests.ofMajor(major))) {
            owner(patient);
            swapsAndSwapsBack(patient, shadow(patient));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void theRightToMaintainPgDatabaseIsEnoughForTheGate(int major) throws Exception {
        try (Patient patient = new Patient(folder, PostgresForTests.ofMajor(major))) {
            String owner = owner(patient);
            patient.run("postgres", "GRANT MAINTAIN ON pg_database TO " + owner);
            Shadow shadow = shadow(patient);
            boolean[] gate = new boolean[1];
            patient.before = sql -> gate[0] |= sql.contains("pg_terminate_backend(pid))::text FROM pg_stat_activity");
            swapsAndSwapsBack(patient, shadow);
            assertThat(gate[0]).as("a broom is needed where logins come in").isFalse();
        }
    }

    private static void swapsAndSwapsBack(Patient patient, Shadow shadow) throws Exception {
        assertThat(patient.swap(shadow).changed()).isTrue();
        assertThat(patient.oid()).isEqualTo(shadow.oid());
        assertThat(patient.swap(shadow).changed()).isFalse();
        assertThat(patient.swapBack(shadow).changed()).isTrue();
        assertThat(patient.oid()).isEqualTo(shadow.liveOid());
    }

    private static String owner(Patient patient) throws Exception {
        String owner = "owner_" + patient.rollback.key();
        patient.run(
                "postgres",
                "CREATE ROLE " + owner + " LOGIN CREATEDB",
                "ALTER DATABASE " + Sql.quote(patient.name) + " OWNER TO " + owner);
        patient.run(
                patient.name,
                "DO $$ DECLARE s text; BEGIN FOR s IN SELECT format('%I.%I', schemaname, sequencename) FROM pg_sequences LOOP"
                        + " EXECUTE 'GRANT ALL ON SEQUENCE ' || s || ' TO " + owner + "'; END LOOP; END $$");
        patient.settings.put("user", owner);
        return owner;
    }

    /** As a restore leaves it. */
    private static Shadow shadow(Patient patient) throws Exception {
        String name = "shadow_lg_" + patient.rollback.key() + "_0001";
        String displaced = "displaced_" + patient.rollback.key();
        String owner = String.valueOf(patient.settings.get("user"));
        patient.run("postgres", "CREATE DATABASE " + name + " OWNER " + owner);
        Ledger ledger = new Ledger(
                patient.rollback.key(),
                Ledger.State.RESTORED,
                patient.oid(),
                "a.sql.gz",
                name,
                displaced,
                List.of(),
                null);
        patient.run("postgres", "COMMENT ON DATABASE " + name + " IS " + Sql.literal(ledger.text()));
        long oid =
                Long.parseLong(patient.value("postgres", "SELECT oid FROM pg_database WHERE datname = '" + name + "'"));
        return new Shadow(name, oid, patient.oid(), displaced, "", SwapWay.GATE);
    }
}
