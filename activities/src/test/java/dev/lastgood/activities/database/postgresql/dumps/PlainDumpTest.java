package dev.lastgood.activities.database.postgresql.dumps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainDumpTest {
    private static final String END = "-- PostgreSQL database dump complete\n--\n\n";

    @Test
    void sqlAndRowsPassUnchangedAndTablesAreFound() throws Exception {
        String dump =
                "SELECT 1;\nCREATE TABLE public.\"a b\" (\n  x int\n);\nCOPY public.t  FROM stdin;\n\\connect x\n;\n\\.\n\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(read(dump + END, out)).containsExactly("public.\"a b\"");
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith(dump);
    }

    @Test
    void restrictionsThatAnOlderPsqlDoesNotKnowAreLeftOut() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        read("\\restrict abc\nSELECT 1;\n" + END + "\\unrestrict abc\n", out);
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("SELECT 1;").doesNotContain("restrict");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT '\\connect x';",
                "SELECT E'it\\'s \\\\';",
                "SELECT 'a''b\n\\connect x\n';",
                "SELECT $$\n\\connect x\nCREATE DATABASE y;\n$$;",
                "SELECT $a$ $b$ \\! $ $a$;",
                "SELECT a$1, \"\\x\", $1;",
                "-- it's \\ a comment\nSELECT 1;",
                "/* it's /* \\nested */ still */ SELECT 1;",
                "CREATE USER MAPPING FOR x SERVER y;",
                "SELECT 1 - -1, 2 * 3 / 4;"
            })
    void whatIsOnlyTextIsNotTakenForACommand(String sql) throws Exception {
        read(sql + "\n" + END, new ByteArrayOutputStream());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\connect x",
                "SELECT 1 \\g | sh",
                "SELECT 'a'; \\! true",
                "create  database x;",
                "/* */ DROP DATABASE x;",
                "-- quietly\nALTER\nSYSTEM SET a = 1;",
                "CREATE ROLE x;",
                "COPY t FROM PROGRAM 'true';",
                "SET standard_conforming_strings = off;"
            })
    void whatReachesBeyondTheDatabaseIsRefused(String sql) {
        assertThatThrownBy(() -> read(sql + "\n" + END, new ByteArrayOutputStream()))
                .isInstanceOf(BadDump.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SELECT 1;\n", "COPY t FROM stdin;\n1\n", END + "SELECT 1;\n", "SELECT '" + END})
    void whatDoesNotEndAsADumpEndsIsRefused(String dump) {
        assertThatThrownBy(() -> read(dump, new ByteArrayOutputStream())).isInstanceOf(BadDump.class);
    }

    @Test
    void aRowLargerThanAnyBufferPasses() throws Exception {
        String row = "x".repeat(1_000_000);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        read("COPY t FROM stdin;\n" + row + "\n\\.\nSELECT '" + row + "';\n" + END, out);
        assertThat(out.size()).isGreaterThan(2_000_000);
    }

    private static Set<String> read(String dump, ByteArrayOutputStream out) throws Exception {
        return PlainDump.read(new ByteArrayInputStream(dump.getBytes(StandardCharsets.UTF_8)), out, line -> false);
    }
}
