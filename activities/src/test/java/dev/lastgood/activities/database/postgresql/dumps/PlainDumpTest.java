package dev.lastgood.activities.database.postgresql.dumps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R10")
class PlainDumpTest {
    private static final String END = "-- PostgreSQL database dump complete\n--\n\n";

    @Test
    void statementsAndRowsComeOneAfterTheOtherWithTheirLines() throws Exception {
        assertThat(read("""
                -- Dumped from database version 15.4

                SET lock_timeout = 0;
                CREATE TABLE public."a b" (
                    x int -- a ; in a comment
                );
                COPY public.t (x) FROM stdin;
                1
                \\connect x
                ;
                \\.

                COPY public.empty  FROM stdin;
                \\.
                SELECT pg_catalog.setval('public.s', 3, true);
                """))
                .containsExactly(
                        "3 SETTING SET lock_timeout = 0;",
                        "4 OTHER CREATE TABLE public.\"a b\" (\n    x int -- a ; in a comment\n);",
                        "7 COPY public.t (x) FROM stdin: 1\n\\connect x\n;\n",
                        "13 COPY public.empty  FROM stdin: ",
                        "15 OTHER SELECT pg_catalog.setval('public.s', 3, true);");
    }

    @Test
    void theTablesThatItMakesAreFound() throws Exception {
        String dump =
                "CREATE TABLE public.a (\n);\nCREATE UNLOGGED TABLE s.\"b\nc\" (x int);\nCREATE VIEW public.v AS;\n";
        assertThat(PlainDump.read(stream(dump + END))).isEqualTo(Set.of("public.a", "s.\"b\nc\""));
    }

    @Test
    void restrictionsThatAnOlderPsqlDoesNotKnowAreLeftOut() throws Exception {
        assertThat(read("\\restrict aB1\nSET a = 1;\n", END + "\\unrestrict aB1\n"))
                .containsExactly("2 SETTING SET a = 1;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COMMENT ON TABLE t IS '\\connect x;';",
                "COMMENT ON TABLE t IS E'it\\'s; \\\\';",
                "COMMENT ON TABLE t IS 'a''b;\n\\connect x\n';",
                "CREATE FUNCTION f() AS $$\n\\connect x\nCREATE DATABASE y;\n$$;",
                "CREATE FUNCTION f() AS $a$ $b$ \\!; $ $a$;",
                "CREATE VIEW v AS SELECT a$1, \"\\x;\", $1;",
                "-- it's \\ a comment;\nSET a = 1;",
                "/* it's /* \\nested; */ still */ SET a = 1;",
                "CREATE USER MAPPING FOR x SERVER y;",
                "CREATE VIEW v AS SELECT 1 - -1, 2 * 3 / 4;",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END;",
                "CREATE OR REPLACE PROCEDURE p() LANGUAGE sql BEGIN ATOMIC INSERT INTO t VALUES (1); END;",
                "CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO a VALUES (1); INSERT INTO b VALUES (2));",
                "CREATE TABLE \"a\nb;\" (x int);"
            })
    void aStatementEndsWherePsqlSeesItsEnd(String sql) throws Exception {
        assertThat(read(sql + "\n")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE INDEX i ON public.t USING btree (x); | INDEX [public.t]",
                "CREATE UNIQUE INDEX \"i j\" ON ONLY s.\"a b\" USING btree (x); | INDEX [s.\"a b\"]",
                "ALTER TABLE ONLY a.t ADD CONSTRAINT k PRIMARY KEY (x); | INDEX [a.t]",
                "ALTER TABLE ONLY a.t ADD CONSTRAINT f FOREIGN KEY (x) REFERENCES b.u(y); | FOREIGN_KEY [a.t, b.u]",
                "ALTER TABLE a.t ADD CONSTRAINT f FOREIGN KEY (x) REFERENCES b.u(y); | OTHER []",
                "ALTER INDEX a ATTACH PARTITION b; | OTHER []",
                "ALTER TABLE ONLY a.t REPLICA IDENTITY USING INDEX i; | OTHER []",
                "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p; | SUBSCRIPTION []",
                "ALTER EVENT TRIGGER e DISABLE; | EVENT_TRIGGER []",
                "SELECT pg_catalog.set_config('search_path', '', false); | SETTING []",
                "ALTER TABLE ONLY public.t DROP CONSTRAINT k; | CLEAN []",
                "SELECT * FROM pg_catalog.pg_restore_relation_stats('version', '180000'::integer); | STATISTICS []"
            })
    void whatEachStatementIsToARestoreIsKnown(String sql, String expected) throws Exception {
        Statement statement = new DumpReader(stream(sql + "\n" + END)).next().statement();
        assertThat(statement.kind() + " " + statement.locks()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\connect x",
                "\\! true",
                "\\restrict a; \\! true",
                "SET a = 1 \\g | sh",
                "SET a = 'a'; \\! true",
                "create  database x;",
                "/* */ DROP DATABASE x;",
                "ALTER\nSYSTEM SET a = 1;",
                "CREATE ROLE x;",
                "GRANT ALL ON DATABASE x TO y;",
                "GRANT admin TO y;",
                "COPY t FROM PROGRAM 'true';",
                "COPY t FROM '/etc/passwd';",
                "COPY t FROM stdin;\r",
                "SET standard_conforming_strings = off;",
                "SELECT pg_sleep(1);",
                "DO $$ BEGIN END $$;",
                "UPDATE t SET a = 1;",
                "SET client_encoding = 'SJIS';"
            })
    void whatPgDumpDoesNotWriteOrWhatReachesBeyondTheDatabaseIsRefusedByItsLine(String sql) {
        assertThatThrownBy(() -> read("SET a = 1;\n\n" + sql + "\n"))
                .isInstanceOf(BadDump.class)
                .hasMessageContaining("(line 3)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SET a = 1;\n",
                "COPY t FROM stdin;\n1\n",
                "COPY t FROM stdin;\n1\n\\.",
                END + "SET a = 1;\n",
                "COMMENT ON TABLE t IS '" + END
            })
    void whatDoesNotEndAsADumpEndsIsRefused(String dump) {
        assertThatThrownBy(() -> PlainDump.read(stream(dump))).isInstanceOf(BadDump.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
    void theEndOfTheRowsIsFoundWhereverABufferEnds(int shift) throws Exception {
        String rows = "x".repeat(DumpInput.SIZE - 30 - shift) + "\n\\N.\\\\\n\\\\.\na\\.\n";
        List<String> events = read("COPY t FROM stdin;\n" + rows + "\\.\nSET a = 1;\n");
        assertThat(events).containsExactly("1 COPY t FROM stdin: " + rows, "7 SETTING SET a = 1;");
    }

    @Test
    void aRowLargerThanAnyBufferComesInParts() throws Exception {
        String row = "x".repeat(1_000_000);
        List<String> events = read("COPY t FROM stdin;\n" + row + "\ny\n\\.\nCOMMENT ON TABLE t IS '" + row + "';\n");
        assertThat(events.get(0)).endsWith(row + "\ny\n");
        assertThat(events.get(1)).startsWith("5 ").contains(row);
    }

    @Test
    void aDumpOfAnotherEncodingIsTranslatedTheRowsByTheServer() throws Exception {
        String dump = "SET client_encoding = 'LATIN1';\nCOMMENT ON TABLE t IS 'é';\nCOPY é FROM stdin;\n\\.\n" + END;
        assertThat(read(dump.getBytes(StandardCharsets.ISO_8859_1)))
                .containsExactly(
                        "2 OTHER COMMENT ON TABLE t IS 'é';", "3 COPY é FROM stdin WITH (ENCODING 'LATIN1'): ");
    }

    @Test
    void bytesThatAreNotOfTheEncodingAreRefused() {
        byte[] dump = ("COMMENT ON TABLE t IS 'é';\n" + END).getBytes(Charset.forName("ISO-8859-1"));
        assertThatThrownBy(() -> read(dump)).hasMessageContaining("not UTF-8").hasMessageContaining("(line 1)");
    }

    private static List<String> read(String dump) throws IOException, BadDump {
        return read(dump, END);
    }

    private static List<String> read(String dump, String end) throws IOException, BadDump {
        return read((dump + end).getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> read(byte[] dump) throws IOException, BadDump {
        DumpReader reader = new DumpReader(new ByteArrayInputStream(dump));
        List<String> events = new ArrayList<>();
        for (DumpReader.Event event = reader.next(); event != null; event = reader.next()) {
            if (event.statement() != null) {
                events.add(event.statement().line() + " " + event.statement().kind() + " "
                        + event.statement().sql());
            } else {
                String head = event.rows().line() + " " + event.rows().copy() + ": ";
                ByteArrayOutputStream rows = new ByteArrayOutputStream();
                byte[] chunk = new byte[DumpReader.Rows.CHUNK];
                for (int n = event.rows().read(chunk); n > 0; n = event.rows().read(chunk)) {
                    rows.write(chunk, 0, n);
                }
                events.add(head + rows.toString(StandardCharsets.UTF_8));
            }
        }
        return events;
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
