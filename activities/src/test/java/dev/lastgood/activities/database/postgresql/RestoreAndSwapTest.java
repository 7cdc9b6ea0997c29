package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.activities.database.postgresql.server.Sql;
import dev.lastgood.workflows.model.Backup;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Shadow;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R10")
class RestoreAndSwapTest extends PatientTestBase {
    @Test
    void theBackupStandsBesideTheLiveDatabaseWhichIsNotTouched() throws Exception {
        Backup backup = patient.dump(Patient.BACKUP_TIME);
        patient.damage();
        Shadow shadow = patient.restore(backup);
        assertThat(patient.value(shadow.database(), "SELECT count(*) FROM orders"))
                .isEqualTo("3000");
        assertThat(patient.orders()).isEqualTo(3005);
        assertThat(patient.oid()).isEqualTo(shadow.liveOid()).isNotEqualTo(shadow.oid());
        assertThat(shadow.database()).contains("_lg_" + patient.rollback.key());
        assertThat(shadow.swapMethod()).endsWith("(gate)");
    }

    @Test
    void aCustomDumpIsRestoredToo() throws Exception {
        Path file = patient.folder.resolve("shop.dump");
        patient.pgDump(file, "-Fc");
        Shadow shadow = patient.restore(new Backup("shop.dump", file.toString(), Patient.TAKEN_AT, 1));
        assertThat(patient.value(shadow.database(), "SELECT count(*) FROM orders"))
                .isEqualTo("3000");
    }

    @Test
    void aFinishedRestoreIsFoundAgain() throws Exception {
        Backup backup = patient.dump(Patient.BACKUP_TIME);
        Shadow first = patient.restore(backup);
        assertThat(patient.restore(backup)).isEqualTo(first);
        patient.swap(first);
        assertThat(patient.restore(backup)).as("after the swap").isEqualTo(first);
    }

    @Test
    void aRestoreOfAnotherBackupTakesThePlaceOfTheFirst() throws Exception {
        Shadow first = patient.restore(patient.dump(Patient.BACKUP_TIME));
        Shadow second = patient.restore(patient.dump("20261120-010000"));
        assertThat(second.oid()).isNotEqualTo(first.oid());
        assertThat(patient.databases()).isEqualTo(1);
    }

    @Test
    @Tag("M3")
    @Tag("V3")
    void theComparisonCountsEveryRowThatIsLostChangedOrComesBack() throws Exception {
        Backup backup = patient.dump(Patient.BACKUP_TIME);
        patient.damage();
        Comparison comparison = patient.compare(patient.restore(backup), backup);
        assertThat(comparison.tables())
                .contains(
                        new Comparison.Table("public.orders", 3005, 3000, 7, 2, 3),
                        new Comparison.Table("public.visits", 500, 500, 1, 1, 0),
                        new Comparison.Table("public.\"Odd \"\"Table\"", 50, 50, 1, 1, 0),
                        new Comparison.Table("public.customers", 200, 200, 0, 0, 0),
                        new Comparison.Table("public.empty", 0, 0, 0, 0, 0));
        assertThat(comparison.backupTakenAt()).isEqualTo(Patient.TAKEN_AT);
    }

    @Test
    @Tag("M3")
    void theComparisonIsTheSameAfterTheSwapAndItsDigestHoldsTheNumbers() throws Exception {
        Backup backup = patient.dump(Patient.BACKUP_TIME);
        patient.damage();
        Shadow shadow = patient.restore(backup);
        Comparison before = patient.compare(shadow, backup);
        patient.swap(shadow);
        Comparison after = patient.compare(shadow, backup);
        assertThat(after.tables()).isEqualTo(before.tables());
        assertThat(after.digest()).isEqualTo(before.digest());
        patient.swapBack(shadow);
        patient.run(patient.name, "INSERT INTO visits VALUES ('epoch', 'p4')");
        assertThat(patient.compare(shadow, backup).digest()).isNotEqualTo(before.digest());
    }

    @Test
    @Tag("M3")
    void tablesAndColumnsThatAMigrationAddedDoNotMakeEveryRowDiffer() throws Exception {
        Backup backup = patient.dump(Patient.BACKUP_TIME);
        patient.run(
                patient.name,
                "ALTER TABLE customers ADD COLUMN note text DEFAULT 'x'",
                "CREATE TABLE added AS SELECT 1 AS a FROM generate_series(1, 4)",
                "DROP TABLE visits");
        Comparison comparison = patient.compare(patient.restore(backup), backup);
        assertThat(comparison.tables())
                .contains(
                        new Comparison.Table("public.customers", 200, 200, 0, 0, 0),
                        new Comparison.Table("public.added", 4, 0, 4, 0, 0),
                        new Comparison.Table("public.visits", 0, 500, 0, 500, 0));
    }

    @Test
    void theCatalogCanLeaveTablesOutOfTheComparison() throws Exception {
        patient.settings.put("compare", Map.of("include", List.of("public.*"), "exclude", List.of("public.vis*")));
        Backup backup = patient.dump(Patient.BACKUP_TIME);
        Comparison comparison = patient.compare(patient.restore(backup), backup);
        assertThat(comparison.tables()).hasSize(4).noneMatch(it -> it.table().equals("public.visits"));
    }

    @Test
    @Tag("M1")
    void theSwapPutsTheBackupInTheLivePlaceAndKeepsWhatWasLive() throws Exception {
        Backup backup = patient.dump(Patient.BACKUP_TIME);
        patient.damage();
        Shadow shadow = patient.restore(backup);
        var swapped = patient.swap(shadow);
        assertThat(swapped.changed()).isTrue();
        assertThat(swapped.detail()).containsPattern("swapped in \\d+ ms");
        assertThat(patient.orders()).isEqualTo(3000);
        assertThat(patient.value(shadow.displaced(), "SELECT count(*) FROM orders"))
                .isEqualTo("3005");
        assertThatThrownBy(() -> patient.run(shadow.displaced(), "DELETE FROM orders"))
                .hasMessageContaining("read-only");
        patient.run(patient.name, "INSERT INTO visits VALUES ('epoch', 'written')");
    }

    @Test
    void swappingTwiceSwapsOnce() throws Exception {
        Backup backup = patient.dump(Patient.BACKUP_TIME);
        Shadow shadow = patient.restore(backup);
        patient.swap(shadow);
        assertThat(patient.swap(shadow).changed()).isFalse();
        assertThat(patient.oid()).isEqualTo(shadow.oid());
    }

    @Test
    void undoPutsTheLiveDatabaseBackAsItWas() throws Exception {
        Backup backup = patient.dump(Patient.BACKUP_TIME);
        patient.damage();
        patient.run("postgres", "COMMENT ON DATABASE " + Sql.quote(patient.name) + " IS 'our shop'");
        String before = settings();
        Shadow shadow = patient.restore(backup);
        patient.swap(shadow);
        assertThat(patient.swapBack(shadow).changed()).isTrue();
        assertThat(patient.orders()).isEqualTo(3005);
        assertThat(patient.oid()).isEqualTo(shadow.liveOid());
        assertThat(settings()).isEqualTo(before).contains("our shop");
        patient.run(patient.name, "INSERT INTO visits VALUES ('epoch', 'written')");
        assertThat(patient.swapBack(shadow)).as("twice").satisfies(it -> {
            assertThat(it.changed()).isFalse();
            assertThat(it.stands()).isTrue();
            assertThat(it.detail()).contains("by an earlier try", "kept as " + shadow.database());
        });
        assertThat(patient.swap(shadow).changed()).as("and forth again").isTrue();
        assertThat(patient.orders()).isEqualTo(3000);
    }

    @Test
    void whatNeverWasSwappedIsNotSwappedBack() throws Exception {
        Shadow shadow = patient.restore(patient.dump(Patient.BACKUP_TIME));
        assertThat(patient.swapBack(shadow).stands()).isFalse();
    }

    @Test
    void aLiveDatabaseThatAnotherReplacedIsNotSwapped() throws Exception {
        Shadow shadow = patient.restore(patient.dump(Patient.BACKUP_TIME));
        patient.run(
                "postgres",
                "ALTER DATABASE " + Sql.quote(patient.name) + " RENAME TO \"away " + patient.rollback.key() + "\"",
                "CREATE DATABASE " + Sql.quote(patient.name));
        assertThatThrownBy(() -> patient.swap(shadow))
                .hasStackTraceContaining("REFUSED")
                .hasStackTraceContaining("another rollback, or a person, replaced it");
    }

    @Test
    void dropShadowDropsOnlyWhatNeverWasLive() throws Exception {
        Shadow shadow = patient.restore(patient.dump(Patient.BACKUP_TIME));
        assertThat(patient.activities().dropShadow(patient.query()).detail()).contains(shadow.database());
        assertThat(patient.databases()).isZero();
        assertThat(patient.activities().dropShadow(patient.query()).detail()).contains("no shadow");

        Shadow other = patient.restore(patient.dump(Patient.BACKUP_TIME));
        patient.swap(other);
        patient.activities().dropShadow(patient.query());
        assertThat(patient.oid()).isEqualTo(other.oid());
        assertThat(patient.databases()).as("the displaced one").isEqualTo(1);
        patient.swapBack(other);
        patient.activities().dropShadow(patient.query());
        assertThat(patient.databases()).as("it was live").isEqualTo(1);
    }

    @Test
    void sequencesNeverHandOutANumberAgain() throws Exception {
        Backup backup = patient.dump(Patient.BACKUP_TIME);
        patient.damage();
        Shadow shadow = patient.restore(backup);
        patient.run(patient.name, "SELECT setval('orders_id_seq', 9000)");
        patient.swap(shadow);
        assertThat(patient.value(patient.name, "SELECT nextval('orders_id_seq')"))
                .isEqualTo("9001");
        patient.swapBack(shadow);
        assertThat(patient.value(patient.name, "SELECT nextval('orders_id_seq')"))
                .isEqualTo("9002");
    }

    @Test
    void settingsLimitsAndGrantsOfTheDatabaseAreTakenOver() throws Exception {
        String role = "reader_" + patient.rollback.key();
        String database = Sql.quote(patient.name);
        patient.run(
                "postgres",
                "CREATE ROLE " + role,
                "ALTER DATABASE " + database + " SET search_path = \"$user\", public, \"a b\"",
                "ALTER DATABASE " + database + " SET work_mem = '7MB'",
                "ALTER DATABASE " + database + " SET my.setting = 'it''s'",
                "ALTER ROLE " + role + " IN DATABASE " + database + " SET statement_timeout = '9s'",
                "ALTER DATABASE " + database + " CONNECTION LIMIT 50",
                "REVOKE CONNECT ON DATABASE " + database + " FROM PUBLIC",
                "GRANT CONNECT ON DATABASE " + database + " TO " + role);
        String before = settings();
        Shadow shadow = patient.restore(patient.dump(Patient.BACKUP_TIME));
        patient.swap(shadow);
        assertThat(withoutComment(settings())).isEqualTo(withoutComment(before)).contains("a b", "7MB", "it's", "9s");
        patient.swapBack(shadow);
        assertThat(settings()).isEqualTo(before);
    }

    @Test
    void aMissingOwnerIsNamed() throws Exception {
        String role = "ghost_" + patient.rollback.key();
        patient.run("postgres", "CREATE ROLE " + role);
        patient.run(patient.name, "ALTER TABLE visits OWNER TO " + role);
        Backup backup = patient.dump(Patient.BACKUP_TIME);
        patient.run(patient.name, "ALTER TABLE visits OWNER TO postgres", "DROP ROLE " + role);
        assertThatThrownBy(() -> patient.restore(backup))
                .hasStackTraceContaining("needs the role " + role)
                .hasStackTraceContaining("CREATE ROLE");
        assertThat(patient.databases()).as("nothing is left behind").isZero();
    }

    @Test
    void aBackupThatChangedSinceItWasVerifiedIsNotRestored() throws Exception {
        Backup backup = patient.dump(Patient.BACKUP_TIME);
        patient.write(Patient.BACKUP_TIME, "SET a.b = 1;\n\\connect postgres\nDROP TABLE x;\n".getBytes("UTF-8"));
        assertThatThrownBy(() -> patient.restore(backup))
                .hasStackTraceContaining("UNVERIFIED")
                .hasStackTraceContaining("psql command");
        assertThat(patient.databases()).isZero();
    }

    private String settings() throws Exception {
        String of = " FROM pg_database d WHERE datname = " + Sql.literal(patient.name);
        return patient.value(
                        "postgres",
                        "SELECT (SELECT string_agg(setrole::regrole || c, '; ' ORDER BY c)"
                                + " FROM pg_db_role_setting, unnest(setconfig) c WHERE setdatabase = d.oid)" + of)
                + " | "
                + patient.value(
                        "postgres",
                        "SELECT datconnlimit || (SELECT string_agg(a::text, ' ' ORDER BY a::text)"
                                + " FROM aclexplode(coalesce(datacl, acldefault('d', datdba))) a)" + of)
                + " | " + patient.value("postgres", "SELECT shobj_description(oid, 'pg_database')" + of);
    }

    private static String withoutComment(String settings) {
        return settings.substring(0, settings.lastIndexOf('|'));
    }
}
