package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.workflows.model.Backup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can't be restored says why, by the line, and leaves nothing behind. */
@Tag("R10")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadDumpTest {
    private static final String END = "\n-- PostgreSQL database dump complete\n";

    Patient patient;

    @BeforeAll
    void aShop(@TempDir Path folder) throws Exception {
        patient = new Patient(folder);
    }

    @AfterAll
    void end() throws Exception {
        patient.close();
    }

    @AfterEach
    void nothingIsLeftBehind() throws Exception {
        patient.settings.remove("load");
        patient.activities().dropShadow(patient.query());
        assertThat(patient.databases()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SET some_new_setting = on; | UNVERIFIED | dump of a newer major: it sets some_new_setting",
                "CREATE TABLE t (x int NULLS MAYBE); | UNVERIFIED | dump of a newer major, PostgreSQL 99",
                "CREATE DATABASE x; | UNVERIFIED | reaches beyond its database: make it by pg_dump without --create (line 3)",
                "\\connect postgres | UNVERIFIED | holds the psql command \\connect postgres",
                "ALTER TABLE ONLY public.t OWNER TO nobody_here; | COMMAND_FAILED | relation \"public.t\" does not exist",
                "ALTER SCHEMA public OWNER TO nobody_here; | NOT_FOUND | needs the role nobody_here, which this server does not have",
                "GRANT ALL ON SCHEMA public TO nobody_here; | NOT_FOUND | CREATE ROLE \"nobody_here\" NOLOGIN there",
                "CREATE EXTENSION nothing_like_it; | NOT_FOUND | needs the extension nothing_like_it",
                "CREATE TABLE public.t (x int); SELECT pg_sleep(1); | UNVERIFIED | \"SELECT pg_sleep(1)\", which pg_dump does not write (line 3)"
            })
    void whatStandsInTheWayIsNamed(String sql, String type, String message) throws Exception {
        assertThatThrownBy(() -> patient.restore(dump(sql)))
                .hasStackTraceContaining(type)
                .hasStackTraceContaining(message);
    }

    @Test
    void aFunctionThatFailsInAnIndexIsNamedByItsLine() throws Exception {
        String sql = """
                CREATE FUNCTION public.f(x int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN 1 / (x - 2); END $$;
                CREATE TABLE public.t (x int);
                COPY public.t (x) FROM stdin;
                1
                2
                \\.
                CREATE INDEX a ON public.t USING btree (x);
                CREATE INDEX i ON public.t USING btree (public.f(x));
                CREATE INDEX z ON public.t USING btree (x);
                """;
        assertThatThrownBy(() -> patient.restore(dump(sql)))
                .hasStackTraceContaining("line 10 (CREATE INDEX i ON public.t USING btree (public.f(x))")
                .hasStackTraceContaining("division by zero");
    }

    @Test
    void rowsThatDoNotFitTheirTableAreNamedByTheTable() throws Exception {
        String sql = "CREATE TABLE public.t (x int);\nCOPY public.t (x) FROM stdin;\n1\nmany\n\\.\n";
        assertThatThrownBy(() -> patient.restore(dump(sql)))
                .hasStackTraceContaining("rows of public.t")
                .hasStackTraceContaining("invalid input syntax for type integer");
    }

    @Test
    void afterNoSpaceLeftTheShadowIsDroppedAtOnceAndItIsSaidHowMuchIsNeeded() throws Exception {
        String sql = """
                CREATE FUNCTION public.f(x int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
                $$ BEGIN RAISE 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
                CREATE TABLE public.t (x int);
                COPY public.t (x) FROM stdin;
                1
                \\.
                CREATE INDEX i ON public.t USING btree (public.f(x));
                """;
        assertThatThrownBy(() -> patient.restore(dump(sql)))
                .hasStackTraceContaining("the server's disk is full")
                .hasStackTraceContaining("was dropped at once")
                .hasStackTraceContaining("GB of disk");
        assertThat(patient.databases()).isZero();
    }

    @Test
    void lettersThatTheLiveDatabaseCanNotHoldAreSaidSo() throws Exception {
        patient.run(
                "postgres",
                "CREATE DATABASE narrow_" + patient.rollback.key()
                        + " TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'");
        Patient narrow = new Patient(patient.folder, patient.server, patient.name + "2");
        narrow.run(
                "postgres",
                "DROP DATABASE \"" + narrow.name.replace("\"", "\"\"") + "\"",
                "ALTER DATABASE narrow_" + patient.rollback.key() + " RENAME TO \"" + narrow.name.replace("\"", "\"\"")
                        + "\"");
        try (narrow) {
            String sql = "CREATE TABLE public.t (x text);\nCOPY public.t (x) FROM stdin;\n€\n\\.\n";
            assertThatThrownBy(() -> narrow.restore(dump(sql)))
                    .hasStackTraceContaining("the encoding of the live database has not");
        }
    }

    @Test
    void aDumpInAnotherEncodingIsRestored() throws Exception {
        String sql = "SET client_encoding = 'LATIN1';\nCREATE TABLE public.\"é\" (x text);\n"
                + "COPY public.\"é\" (x) FROM stdin;\nà\n\\.\n";
        Path file = patient.folder.resolve("latin.sql");
        Files.write(file, (sql + END).getBytes(StandardCharsets.ISO_8859_1));
        var shadow = patient.restore(new Backup("latin.sql", file.toString(), Patient.TAKEN_AT, 1));
        assertThat(patient.value(shadow.database(), "SELECT x FROM \"é\"")).isEqualTo("à");
    }

    @Test
    void aDumpMadeWithCleanIsRestored() throws Exception {
        Backup backup = patient.dump(Patient.BACKUP_TIME, "--clean");
        assertThat(patient.value(patient.restore(backup).database(), "SELECT count(*) FROM orders"))
                .isEqualTo("3000");
    }

    @Test
    void aDumpMadeWithInsertsIsRestored() throws Exception {
        Backup backup = patient.dump(Patient.BACKUP_TIME, "--rows-per-insert=100", "--disable-triggers");
        assertThat(patient.value(patient.restore(backup).database(), "SELECT count(*) FROM orders"))
                .isEqualTo("3000");
    }

    @Test
    void aRowLargerThanAllBuffersAndManyChunksArriveWhole() throws Exception {
        StringBuilder sql =
                new StringBuilder("CREATE TABLE public.t (x int, y text);\nCOPY public.t (x, y) FROM stdin;\n");
        for (int i = 0; i < 8; i++) {
            sql.append(i).append('\t').append("long".repeat(500_000)).append('\n');
            for (int j = 0; j < 20_000; j++) {
                sql.append(j).append("\tshort\n");
            }
        }
        var shadow = patient.restore(dump(sql + "\\.\n"));
        assertThat(patient.value(shadow.database(), "SELECT count(*) || ' ' || sum(x) || ' ' || sum(length(y)) FROM t"))
                .isEqualTo("160008 1599920028 16800000");
    }

    @Test
    void theServerCanBeSparedByFewerSessionsLessMemoryAndARate() throws Exception {
        patient.settings.put("load", Map.of("connections", 1, "maintenance-work-mem", "8MB", "rate-limit", "300kB"));
        Backup backup = patient.dump(Patient.BACKUP_TIME);
        long bytes = patient.plain().length;
        long began = System.nanoTime();
        patient.restore(backup);
        assertThat(System.nanoTime() - began).isGreaterThan((bytes - 30_000) * 1_000_000_000L / 300_000);
    }

    @Test
    void aNumberOfSessionsThatCanNotBeIsRefused() {
        patient.settings.put("load", Map.of("connections", 0));
        assertThatThrownBy(() -> patient.restore(dump("SET a.b = 1;")))
                .hasStackTraceContaining("CONFIGURATION")
                .hasStackTraceContaining("connections must be from 1 to 32");
        patient.settings.remove("load");
    }

    /** As from a server of a major that there is not yet. */
    private Backup dump(String sql) throws Exception {
        Path file = patient.folder.resolve("bad.sql");
        Files.writeString(file, "-- Dumped from database version 99.1\n\n" + sql + END);
        return new Backup("bad.sql", file.toString(), Patient.TAKEN_AT, Files.size(file));
    }
}
