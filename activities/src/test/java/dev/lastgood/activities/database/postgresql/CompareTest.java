package dev.lastgood.activities.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastgood.history.artifacts.FolderArtifacts;
import dev.lastgood.programs.PostgresForTests;
import dev.lastgood.workflows.activities.DatabaseActivities.Compare;
import dev.lastgood.workflows.model.Comparison;
import dev.lastgood.workflows.model.Comparison.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("M3")
@Tag("V3")
class CompareTest {
    @TempDir
    Path folder;

    TwoDatabases two;

    @BeforeEach
    void twoEmptyDatabases() throws Exception {
        two = new TwoDatabases(folder, PostgresForTests.shared());
    }

    @AfterEach
    void end() throws Exception {
        two.close();
    }

    @Test
    void rowsAreToldApartByAKeyOfAnyType() throws Exception {
        Map<String, String> keys = Map.of(
                "int", "g",
                "bigint", "g",
                "smallint", "g",
                "numeric", "g",
                "uuid", "md5(g::text)::uuid",
                "text", "'k' || g",
                "timestamptz", "'2026-01-01'::date + g",
                "date", "'2026-01-01'::date + g",
                "bytea", "int4send(g)");
        for (Map.Entry<String, String> key : keys.entrySet()) {
            String table = "\"by " + key.getKey() + "\"";
            String rows = " SELECT (" + key.getValue() + ")::" + key.getKey() + " AS k, g AS v FROM generate_series(";
            two.both(
                    "CREATE TABLE " + table + " AS" + rows + "1, 2000) g",
                    "ALTER TABLE " + table + " ADD PRIMARY KEY (k)");
            two.live(
                    "DELETE FROM " + table + " WHERE v IN (5, 6, 2000)",
                    "UPDATE " + table + " SET v = -v WHERE v IN (10, 11, 12, 1500)",
                    "INSERT INTO " + table + rows + "3001, 3007) g");
        }
        assertThat(two.compare().tables())
                .containsExactlyInAnyOrderElementsOf(keys.keySet().stream()
                        .map(key -> new Table("public.\"by " + key + "\"", 2004, 2000, 7, 3, 4))
                        .toList());
    }

    @Test
    void valuesThatChangePlacesBetweenRowsAreChanges() throws Exception {
        two.both(
                "CREATE TABLE t (id int PRIMARY KEY, a text, b int)",
                "CREATE TABLE n (id int, a text, b int)",
                "INSERT INTO t SELECT g, 'a' || g, g FROM generate_series(1, 100) g",
                "INSERT INTO n SELECT * FROM t");
        two.live(
                "UPDATE t SET a = CASE id WHEN 3 THEN 'a4' ELSE 'a3' END WHERE id IN (3, 4)",
                "UPDATE n SET a = CASE id WHEN 3 THEN 'a4' ELSE 'a3' END WHERE id IN (3, 4)",
                "UPDATE t SET b = 50 WHERE id = 51",
                "UPDATE t SET b = 51 WHERE id = 50");
        assertThat(two.table("public.t")).isEqualTo(new Table("public.t", 100, 100, 0, 0, 4));
        assertThat(two.table("public.n")).isEqualTo(new Table("public.n", 100, 100, 2, 2, 0));
    }

    @Test
    void aChangedValueIsFoundWhateverItsType() throws Exception {
        // Other OIDs on the other side, as in a restored database.
        two.backup("CREATE TYPE unrelated AS ENUM ('x', 'y')");
        two.both(
                "CREATE TYPE colour AS ENUM ('red', 'green')",
                "CREATE TYPE pair AS (a int, b text)",
                "CREATE DOMAIN short AS varchar(3)",
                "CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
        List<String[]> types = List.of(
                new String[] {"float8", "1.5", "1.25"},
                new String[] {"float8", "'NaN'", "0"},
                new String[] {"numeric", "12345678901234567890.1", "12345678901234567890.2"},
                new String[] {"timestamptz", "'2026-01-01 00:00:00.000001Z'", "'2026-01-01 00:00:00.000002Z'"},
                new String[] {"interval", "'1 month'", "'30 days'"},
                new String[] {"bigint", "0", "4294967297"},
                new String[] {"bigint", "-1", "4294967295"},
                new String[] {"bytea", "'\\x00ff'", "'\\x00fe'"},
                new String[] {"text", "''", "NULL"},
                new String[] {"text", "E'a\\tb'", "'a b'"},
                new String[] {"jsonb", "'[1, 2]'", "'[2, 1]'"},
                new String[] {"json", "'[1, 2]'", "'[1,2]'"},
                new String[] {"text[]", "ARRAY['a','b']", "ARRAY['a,b']"},
                new String[] {"int[]", "'{1,2}'", "'{2,1}'"},
                new String[] {"colour", "'red'", "'green'"},
                new String[] {"pair", "'(1,x)'", "'(1,y)'"},
                new String[] {"bit(3)", "B'101'", "B'100'"},
                new String[] {"inet", "'10.0.0.1/8'", "'10.0.0.1'"},
                new String[] {"int4range", "'[1,3)'", "'[1,4)'"},
                new String[] {"xml", "'<a/>'", "'<b/>'"},
                new String[] {"point", "'(1,2)'", "'(1,3)'"},
                new String[] {"money", "1", "2"},
                new String[] {"regclass", "'pg_class'", "'pg_type'"},
                new String[] {"bool", "true", "false"},
                new String[] {"time", "'10:00'", "'10:01'"},
                new String[] {"short", "'a'", "'b'"},
                new String[] {"loose text", "'Ada'", "'ada'"});
        for (int i = 0; i < types.size(); i++) {
            String type = types.get(i)[0].equals("loose text") ? "text COLLATE loose" : types.get(i)[0];
            two.both(
                    "CREATE TABLE t" + i + " (id int PRIMARY KEY, v " + type + ", w " + type + ")",
                    "INSERT INTO t" + i + " SELECT g, " + types.get(i)[1] + ", " + types.get(i)[1]
                            + " FROM generate_series(1, 10) g");
        }
        assertThat(two.compare().tables()).hasSize(types.size()).allMatch(Table::same);
        for (int i = 0; i < types.size(); i++) {
            two.live("UPDATE t" + i + " SET v = " + types.get(i)[2] + " WHERE id = 7");
        }
        Comparison comparison = two.compare();
        for (int i = 0; i < types.size(); i++) {
            assertThat(TwoDatabases.table(comparison, "public.t" + i))
                    .as(types.get(i)[0])
                    .isEqualTo(new Table("public.t" + i, 10, 10, 0, 0, 1));
        }
    }

    @Test
    void aRowWithoutAKeyIsCountedAsOftenAsItStandsThere() throws Exception {
        two.both(
                "CREATE TABLE t (a int, b text)",
                "CREATE TABLE nothing ()",
                "CREATE TABLE nulls (a int UNIQUE, b text)",
                "INSERT INTO nulls VALUES (NULL, 'x'), (NULL, 'x'), (1, NULL)",
                "INSERT INTO t SELECT g % 5, 'x' FROM generate_series(1, 100) g");
        two.live(
                "INSERT INTO t VALUES (1, 'x'), (1, 'x'), (NULL, NULL)",
                "DELETE FROM t WHERE a = 2",
                "INSERT INTO nothing DEFAULT VALUES",
                "INSERT INTO nulls VALUES (NULL, 'x')");
        Comparison comparison = two.compare();
        assertThat(TwoDatabases.table(comparison, "public.t")).isEqualTo(new Table("public.t", 83, 100, 3, 20, 0));
        assertThat(TwoDatabases.table(comparison, "public.nothing"))
                .isEqualTo(new Table("public.nothing", 1, 0, 1, 0, 0));
        assertThat(TwoDatabases.table(comparison, "public.nulls")).isEqualTo(new Table("public.nulls", 4, 3, 1, 0, 0));
    }

    @Test
    void partitionsAndChildrenAreCountedOnce() throws Exception {
        two.both(
                "CREATE TABLE p (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
                "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')",
                "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM ('2026-02-01') TO ('2026-03-01')",
                "CREATE TABLE base (id int PRIMARY KEY)",
                "CREATE TABLE child (PRIMARY KEY (id)) INHERITS (base)",
                "INSERT INTO p VALUES (1, '2026-01-05'), (2, '2026-02-05')",
                "INSERT INTO base VALUES (1)",
                "INSERT INTO child VALUES (2)");
        two.live("INSERT INTO p VALUES (3, '2026-02-06')", "INSERT INTO child VALUES (3)");
        assertThat(two.compare().tables())
                .containsExactlyInAnyOrder(
                        new Table("public.p1", 1, 1, 0, 0, 0),
                        new Table("public.p2", 2, 1, 1, 0, 0),
                        new Table("public.base", 1, 1, 0, 0, 0),
                        new Table("public.child", 2, 1, 1, 0, 0));
    }

    @Test
    void otherOrdersAndTypesOfColumnsAreNoChangesOfRows() throws Exception {
        two.live("CREATE TABLE t (id int PRIMARY KEY, a int, b text, c varchar(9), added int DEFAULT 5,"
                + " g int GENERATED ALWAYS AS (a * 2) STORED)");
        two.backup("CREATE TABLE t (c text, b text, a bigint, id bigint PRIMARY KEY, dropped int,"
                + " g int GENERATED ALWAYS AS (a * 3) STORED)");
        two.both("INSERT INTO t (id, a, b, c) SELECT g, g, 'b' || g, 'c' FROM generate_series(1, 50) g");
        two.live("UPDATE t SET b = 'other' WHERE id = 9");
        assertThat(two.table("public.t")).isEqualTo(new Table("public.t", 50, 50, 0, 0, 1));
    }

    @Test
    void numbersFarApartAreCountedToo() throws Exception {
        two.both(
                "CREATE TABLE t (id bigint PRIMARY KEY, v int)",
                "INSERT INTO t VALUES (-9223372036854775808, 1)," + " (0, 2), (9223372036854775807, 3)",
                "CREATE TABLE apart (id bigint PRIMARY KEY)");
        two.live(
                "UPDATE t SET v = 9 WHERE id > 0", "INSERT INTO t VALUES (77, 1)", "INSERT INTO apart VALUES (5), (6)");
        two.backup("INSERT INTO apart VALUES (1), (2), (3)");
        assertThat(two.table("public.t")).isEqualTo(new Table("public.t", 4, 3, 1, 0, 1));
        assertThat(two.table("public.apart")).isEqualTo(new Table("public.apart", 2, 3, 2, 3, 0));
    }

    @Test
    void oddNamesAndTablesOnOneSideOnly() throws Exception {
        two.both(
                "CREATE SCHEMA \"a b\"",
                "CREATE TABLE \"a b\".\"x;\"\"y\" (\"s\" int, \"k'\" text, PRIMARY KEY (\"k'\", s))",
                "INSERT INTO \"a b\".\"x;\"\"y\" VALUES (1, '''')");
        two.live(
                "CREATE TABLE mine (id int)",
                "INSERT INTO mine VALUES (1), (2)",
                "UPDATE \"a b\".\"x;\"\"y\" SET s = 2");
        two.backup("CREATE TABLE its (id int)", "INSERT INTO its VALUES (1)");
        Comparison comparison = two.compare();
        assertThat(comparison.tables())
                .containsExactlyInAnyOrder(
                        new Table("\"a b\".\"x;\"\"y\"", 1, 1, 1, 1, 0),
                        new Table("public.mine", 2, 0, 2, 0, 0),
                        new Table("public.its", 0, 1, 0, 1, 0));
        assertThat(comparison.schema())
                .containsExactly("table public.its is only in the backup", "table public.mine is only in live");
    }

    @Test
    void theSchemasDifferencesAreSaidInWords() throws Exception {
        two.both(
                "CREATE TABLE t (id int PRIMARY KEY, a int, s serial)",
                "CREATE VIEW v AS SELECT 1 AS one",
                "CREATE TYPE mood AS ENUM ('good')");
        two.live(
                "ALTER TABLE t ADD note text NOT NULL DEFAULT ''",
                "ALTER TABLE t ALTER a TYPE bigint",
                "CREATE INDEX by_a ON t (a)",
                "ALTER TABLE t ADD CONSTRAINT positive CHECK (a > 0)",
                "CREATE OR REPLACE VIEW v AS SELECT 2 AS one",
                "ALTER TYPE mood ADD VALUE 'bad'",
                "CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE MATERIALIZED VIEW mv AS SELECT 1 AS x",
                "CREATE UNLOGGED TABLE quick (id int)",
                "SELECT lo_create(0)",
                "SELECT setval('t_s_seq', 41)");
        Comparison comparison = two.compare();
        assertThat(comparison.schema())
                .containsExactlyInAnyOrder(
                        "column public.t.a: bigint in live, integer in the backup",
                        "column public.t.note (text not null default ''::text) is only in live",
                        "constraint positive of public.t (CHECK ((a > 0))) is only in live",
                        "index by_a of public.t (btree (a)) is only in live",
                        "view public.v differs",
                        "function public.f(x integer) is only in live",
                        "materialized view public.mv is only in live",
                        "table public.quick is only in live",
                        "type public.mood: good, bad in live, good in the backup");
        assertThat(comparison.sequences()).containsExactly(new Comparison.Sequence("public.t_s_seq", 41L, null, 41));
        assertThat(comparison.notes())
                .anySatisfy(note -> assertThat(note).contains("public.mv"))
                .anySatisfy(note -> assertThat(note).contains("unlogged").contains("public.quick"))
                .contains("large objects: 1 in live, 0 in the backup; they are counted, not compared");
    }

    @Test
    void theBackupsAgeIsSetAgainstTheObjective() throws Exception {
        assertThat(two.compare().notes()).containsExactly("the restored state is 3 h 10 min old");
        two.patient.settings.put("recovery-point-objective", "1h");
        assertThat(two.compare().notes())
                .containsExactly("the restored state is 3 h 10 min old: more than the objective of 1 h");
    }

    @Test
    void whatRowSecurityWouldHideIsAnErrorAndNotAMissingRow() throws Exception {
        String role = "reader_" + two.patient.rollback.key();
        two.patient.run("postgres", "CREATE ROLE " + role + " LOGIN");
        two.both(
                "CREATE TABLE t (id int PRIMARY KEY)",
                "INSERT INTO t VALUES (1), (2)",
                "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY odd ON t USING (id % 2 = 1)",
                "GRANT SELECT ON t TO " + role,
                "GRANT USAGE ON SCHEMA public TO " + role);
        two.patient.settings.put("user", role);
        assertThatThrownBy(() -> two.compare())
                .hasStackTraceContaining("REFUSED")
                .hasStackTraceContaining("row-level security policy for table \"t\"")
                .hasStackTraceContaining("BYPASSRLS");
        two.settings().put("exclude", List.of("public.t"));
        assertThat(two.compare().notes()).anySatisfy(note -> assertThat(note).startsWith("1 tables are left out"));
    }

    @Test
    void allSessionsOfASideSeeOneSnapshotThoughLiveGoesOnBeingWritten() throws Exception {
        two.settings().put("parallel", 3);
        for (int i = 0; i < 6; i++) {
            two.both(
                    "CREATE TABLE t" + i + " (id serial PRIMARY KEY, v int)",
                    "INSERT INTO t" + i + " (v) SELECT g FROM generate_series(1, 3000) g");
        }
        String all = "INSERT INTO t0 (v) VALUES (1); INSERT INTO t1 (v) VALUES (1); INSERT INTO t2 (v) VALUES (1);"
                + " INSERT INTO t3 (v) VALUES (1); INSERT INTO t4 (v) VALUES (1); INSERT INTO t5 (v) VALUES (1)";
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            try {
                while (!enough.get()) {
                    two.live(all);
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        List<List<Long>> lost = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            lost.add(two.compare().tables().stream().map(Table::onlyInLive).toList());
        }
        enough.set(true);
        writer.join();
        assertThat(lost).allSatisfy(rows -> assertThat(rows).hasSize(6).containsOnly(rows.get(0)));
        assertThat(lost.get(4).get(0)).isPositive();
    }

    @Test
    void whatIsTooLargeForTheBudgetIsSampledAndSaysSo() throws Exception {
        two.settings().put("budget", "10ms");
        two.both(
                "CREATE TABLE large (id int PRIMARY KEY, v text)",
                "INSERT INTO large SELECT g, repeat('x', 200) FROM generate_series(1, 40000) g",
                "CREATE TABLE named (id text PRIMARY KEY, v text)",
                "INSERT INTO named SELECT 'k' || id, v FROM large",
                "CREATE TABLE loose (a text, v text)",
                "INSERT INTO loose SELECT 'k' || id, v FROM large",
                "CREATE TABLE small (id int PRIMARY KEY)",
                "INSERT INTO small VALUES (1)");
        two.live(
                "UPDATE large SET v = 'y' WHERE id % 10 = 0",
                "DELETE FROM named WHERE right(id, 1) = '3'",
                "DELETE FROM loose WHERE right(a, 1) = '3'",
                "INSERT INTO large SELECT g FROM generate_series(40001, 40100) g",
                "INSERT INTO small VALUES (2)");
        Comparison comparison = two.compare();
        assertThat(TwoDatabases.table(comparison, "public.small")).isEqualTo(new Table("public.small", 2, 1, 1, 0, 0));
        Table large = TwoDatabases.table(comparison, "public.large");
        assertThat(large.sampled()).isBetween(0.01, 0.5);
        assertThat(large.onlyInLive())
                .as("those beyond the backup's last are counted")
                .isEqualTo(100);
        assertThat(large.changed()).isBetween(3000L, 5000L);
        for (String name : List.of("public.named", "public.loose")) {
            Table table = TwoDatabases.table(comparison, name);
            assertThat(table.sampled()).as(name).isBetween(0.01, 0.5);
            assertThat(table.onlyInBackup()).as(name).isBetween(3000L, 5000L);
            assertThat(table.onlyInLive()).as(name).isZero();
        }
        assertThat(comparison.notes())
                .anySatisfy(note -> assertThat(note).contains("sampled").contains("estimates"));

        Compare command = two.command();
        two.settings().put("budget", "60s");
        Compare again = Compare.again(
                command.rollback(), two.patient.database(), command.shadow(), command.backup(), comparison);
        assertThat(two.patient.activities().compare(again).driftFrom(comparison))
                .as("the same sample")
                .isZero();
        Compare exactly =
                Compare.exactly(command.rollback(), two.patient.database(), command.shadow(), command.backup());
        Comparison exact = two.patient.activities().compare(exactly);
        assertThat(exact.exact()).isTrue();
        assertThat(TwoDatabases.table(exact, "public.large"))
                .isEqualTo(new Table("public.large", 40100, 40000, 100, 0, 4000));
    }

    @Test
    void examplesLieInAFileAndMaskedColumnsShowNothing() throws Exception {
        two.patient.artifacts = new FolderArtifacts(folder.resolve("artifacts"));
        two.both(
                "CREATE TABLE users (id int PRIMARY KEY, name text, email text, password_hash text)",
                "INSERT INTO users SELECT g, 'n' || g, 'e' || g || '@example.org', 'hash' || g FROM generate_series(1, 20) g");
        two.live(
                "UPDATE users SET name = 'Ada', email = 'ada@example.org' WHERE id = 3",
                "DELETE FROM users WHERE id = 4",
                "INSERT INTO users VALUES (21, 'Eve', 'eve@example.org', 'hash21')");
        assertThat(two.compare().file()).as("nobody asked for examples").isNull();
        two.settings().put("examples", 2);
        Comparison comparison = two.compare();
        String text =
                Files.readString(Path.of(java.net.URI.create(comparison.file().uri())));
        assertThat(text)
                .contains("given up: id=`21`, name=`Eve`, email=***, password_hash=***")
                .contains("comes back: id=`4`, name=`n4`, email=***")
                .contains(
                        "changed: id=`3`, name: `Ada` in live, `n3` in the backup, email: *** in live, *** in the backup")
                .doesNotContain("example.org")
                .doesNotContain("hash21");
        assertThat(comparison.toString()).doesNotContain("Eve");
    }
}
