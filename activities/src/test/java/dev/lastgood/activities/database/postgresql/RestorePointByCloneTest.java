package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.workflows.activities.ShadowActivities.Copied;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL 18 can have the file system clone a database's files, where that can (XFS, Btrfs, ZFS, APFS). */
@Tag("M10")
class RestorePointByCloneTest {
    @TempDir
    Path folder;

    Patient patient;
    Shelved shelved;

    @BeforeEach
    void aShopOn18() throws Exception {
        patient = new Patient(folder, PostgresForTests.ofMajor(18));
        shelved = new Shelved(patient);
        patient.settings.put("restore-point", Map.of("disk-budget", "10GiB", "block", true));
    }

    @AfterEach
    void end() throws Exception {
        patient.close();
    }

    @Test
    void aPointIsWholeAndOfItsOwnWhetherTheFileSystemClonesOrNot() throws Exception {
        String point = made("files (cloned|copied)");
        assertThat(patient.value(point, "SELECT count(*) FROM orders")).isEqualTo("3000");
        patient.damage();
        assertThat(patient.orders()).isEqualTo(3005);
        assertThat(patient.value(point, "SELECT count(*) FROM orders"))
                .as("what is written to live is not written to it")
                .isEqualTo("3000");
    }

    @Test
    void filesAreClonedWhereTheFileSystemCan() throws Exception {
        assumeTrue(clones(), "the file system under the system's temporary folder can't clone files");
        made("files cloned");
    }

    @Test
    void filesAreCopiedWhereTheFileSystemCanNotClone() throws Exception {
        assumeTrue(!clones(), "the file system under the system's temporary folder can clone files");
        made("files copied");
    }

    private String made(String how) {
        Copied copied = shelved.copy(patient.rollback, "deploy 4711");
        assertThat(copied.detail()).containsPattern("logins waited for \\d+ ms \\(" + how + "\\)");
        return copied.point().database();
    }

    /** The server itself is asked. */
    private boolean clones() throws SQLException {
        String probe = "\"probe_" + patient.rollback.key() + "\"";
        try {
            patient.run(
                    "postgres",
                    "SET file_copy_method = clone",
                    "CREATE DATABASE " + probe + " TEMPLATE template0 STRATEGY FILE_COPY",
                    "DROP DATABASE " + probe);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}
